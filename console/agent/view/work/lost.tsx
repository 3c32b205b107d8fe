import type { Offer } from '../../../../lib/console/protocol/work.ts';
import { useConsole } from '../../state/context.ts';
import { texts } from '../../texts.ts';
import { Icon } from '../icon.tsx';

/** What became of offers that could not be answered and are gone: somebody else has them. It stays until it is closed. */
export function Lost({ offers }: { offers: readonly Offer[] }) {
  const { refusals } = useConsole();
  const there = new Set(offers.map(({ reservation }) => reservation));
  const lost = Object.entries(refusals.value).filter(([key]) => key.startsWith('WR') && !there.has(key));
  return lost.map(([key, sentence]) => (
    <div key={key} class="lost refusal" role="alert">
      <p>{sentence}</p>
      <button
        type="button"
        aria-label={texts.close}
        onClick={() => {
          const { [key]: _, ...others } = refusals.value;
          refusals.value = others;
        }}
      >
        <Icon name="close" />
      </button>
    </div>
  ));
}
