import { type Counted, countCalls } from '../count-calls.ts';
import { answerWith, echo, handOver } from '../flows.ts';
import { median } from '../percentile.ts';
import type { Measurement } from '../report/measurement.ts';
import type { Bench, Section } from '../section.ts';
import { onStage } from '../stage.ts';

/** Calls in a row per kind of message, counted between the functions and what they call. */
export const calls: Section = { title: 'calls in a row', measure };

/** Makes each call take so long, ms, that those made side by side are seen to overlap. */
const delay = 20;

const kinds: { kind: keyof Counted; says: string; most: number }[] = [
  { kind: 'webhook', says: 'webhook', most: 1 },
  { kind: 'converse_known', says: 'converse, known person in a flow', most: 3 },
  { kind: 'converse_known_start', says: 'converse, known person, new execution', most: 3 },
  { kind: 'converse_new', says: 'converse, new person', most: 4 },
  { kind: 'deliver', says: 'deliver, a message', most: 2 },
  { kind: 'first_message_to_task', says: 'first message to task', most: 6 },
];

function measure(bench: Bench): Promise<Measurement[]> {
  return onStage(bench, { delay }, async (stage) => {
    await answerWith(stage.table, 'line', echo);
    await answerWith(stage.table, 'sms', handOver);
    bench.progress('calls: the first messages of fresh functions');
    const cold = await countCalls(stage, 0);
    const warm: Counted[] = [];
    for (let number = 1; number <= (bench.quick ? 1 : 5); number += 1) {
      bench.progress(`calls: person ${number}`);
      warm.push(await countCalls(stage, number));
    }
    return [...kinds.map((kind) => warmRow(kind, warm)), ...kinds.flatMap((kind) => coldRow(kind, cold))];
  });
}

const warmRow = ({ kind, says, most }: (typeof kinds)[number], warm: Counted[]): Measurement => ({
  name: `calls.${kind}`,
  says,
  value: median(warm.map((counted) => counted[kind])),
  unit: '',
  budget: { most },
});

/** Only the very first message of each function finds it fresh. */
const coldRow = ({ kind, says }: (typeof kinds)[number], cold: Counted): Measurement[] =>
  kind.startsWith('converse_known')
    ? []
    : [{ name: `calls.${kind}_cold`, says: `${says}, fresh functions`, value: cold[kind], unit: '' }];
