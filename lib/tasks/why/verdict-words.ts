import { type Reason, reasonInWords } from '../expression/explain.ts';
import type { TaskFacts } from './facts.ts';
import type { Verdict } from './verdicts.ts';

/** What rules a worker out, or does not. */
export function verdictInWords(verdict: Verdict, { channel }: Pick<TaskFacts, 'channel'>): string {
  switch (verdict.is) {
    case 'able':
      return 'can take it';
    case 'asked':
      return 'is being asked';
    case 'holding it':
      return 'has it';
    case 'not the one':
      return 'is not the agent who knows the customer';
    case 'closed':
      return `takes no ${channel} now`;
    case 'away':
      return `is not available: ${verdict.activity}`;
    case 'full':
      return verdict.capacity === 0
        ? `never takes ${channel}`
        : `has ${verdict.taken} of ${verdict.capacity} on ${channel}`;
    case 'outside':
      return `is not in the queue: ${verdict.because.map(reasonInWords).join('; ')}`;
    case 'unfit':
      return unfitInWords(verdict.because);
  }
}

/** The needs of config/taskrouter.json have words of their own; other expressions are told as they are. */
function unfitInWords(because: readonly Reason[]): string {
  for (const reason of because) {
    const { comparison, values } = reason;
    const paths = values.map(({ path }) => path.join('.'));
    const found = (path: string) => values.find((value) => value.path.join('.') === path)?.value;
    if (paths.includes('task.rejected_workers')) return 'has declined it already';
    if (paths.includes('worker.languages'))
      return `speaks ${listed(found('worker.languages'))}, not ${listed(found('task.language'))}`;
    if (paths.includes('worker.departments'))
      return `is of ${listed(found('worker.departments'))}, not of ${listed(found('task.department'))}`;
    const level = paths.find((path) => path.startsWith('worker.routing.levels.'));
    if (level !== undefined) {
      const skill = level.split('.').at(-1) ?? '';
      const has = found(level);
      return `has ${skill} at ${has === null ? 'no level' : `level ${has}`}, not at ${listed(found(`task.levels.${skill}`))}`;
    }
    if (paths.includes('worker.routing.skills') && comparison.right.type === 'literal')
      return `has not the skill ${comparison.right.value}`;
  }
  return `is ruled out: ${because.map(reasonInWords).join('; ')}`;
}

const listed = (value: unknown): string =>
  Array.isArray(value) ? value.join(', ') || 'none' : value === null ? 'none' : String(value);
