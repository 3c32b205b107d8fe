import type { Offer } from '../../../../lib/console/protocol/work.ts';
import { useConsole } from '../../state/context.ts';
import { Close } from '../close.tsx';
import { Refusal } from '../refusal.tsx';

/** What became of offers that could not be answered and are gone: somebody else has them. It stays until it is closed. */
export function Lost({ offers }: { offers: readonly Offer[] }) {
  const { refusals, dismiss } = useConsole();
  const there = new Set(offers.map(({ reservation }) => reservation));
  const lost = Object.entries(refusals.value).filter(([key]) => key.startsWith('WR') && !there.has(key));
  return lost.map(([key, sentence]) => (
    <div key={key} class="lost">
      <Refusal why={sentence} />
      <Close close={() => dismiss(key)} />
    </div>
  ));
}
