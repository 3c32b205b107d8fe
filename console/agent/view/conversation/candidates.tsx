import { useConsole } from '../../state/context.ts';
import { texts } from './texts.ts';
import { type Candidate, candidatesOf } from './whom.ts';

const words = texts.transferring;

/** Those who can be asked and whose name fits. */
export function useCandidates(filter: string): Candidate[] {
  const { me, colleagues } = useConsole();
  const { value } = colleagues.value;
  return value ? candidatesOf(value, me.value.value?.worker.name ?? '', filter) : [];
}

type Choosing = { filter: string; chosen: string | undefined; choose(key: string): void };

/** To whom it can go, one of them to be chosen. */
export function Candidates({ filter, chosen, choose }: Choosing) {
  const { value, failed } = useConsole().colleagues.value;
  const candidates = useCandidates(filter);
  return (
    <fieldset class="candidates">
      <legend class="hidden">{words.to}</legend>
      {candidates.map((candidate) => (
        <CandidateView
          key={candidate.key}
          candidate={candidate}
          checked={candidate.key === chosen}
          choose={() => choose(candidate.key)}
        />
      ))}
      {candidates.length === 0 && <p class="sentence">{saying(value !== undefined, failed, filter)}</p>}
    </fieldset>
  );
}

function saying(known: boolean, failed: string | undefined, filter: string): string {
  if (!known) return failed === undefined ? words.loading : words.failed(failed);
  return filter === '' ? words.nobody : words.nothing(filter);
}

type One = { candidate: Candidate; checked: boolean; choose(): void };

function CandidateView({ candidate, checked, choose }: One) {
  const open = candidate.kind === 'queue' || candidate.available;
  return (
    <label class={open ? 'candidate' : 'candidate is-away'}>
      <input type="radio" name="to" required checked={checked} disabled={!open} onChange={choose} />
      <span class={open ? 'dot is-available' : 'dot'} />
      <span class="candidate-name" dir="auto">
        {candidate.name}
      </span>
      <small>
        {candidate.kind === 'worker' ? candidate.activity : words.queue(candidate.workers, candidate.waiting)}
      </small>
    </label>
  );
}
