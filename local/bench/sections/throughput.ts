import { setTimeout as wait } from 'node:timers/promises';
import { startSeaway } from '../../seaway.ts';
import { residentBytes, watchMemory } from '../memory.ts';
import { person } from '../people.ts';
import type { Measurement } from '../report/measurement.ts';
import type { Bench, Section } from '../section.ts';
import { phoneOf } from '../stage.ts';

/** How many messages a second the whole of Seaway answers on this machine, and what memory that takes. */
export const throughput: Section = { title: 'throughput and memory', measure };

/** What everybody says in turn; the front desk answers each once. */
const script = ['Hello', 'English', 'Kim', ...Array.from({ length: 7 }, () => 'When do you open?')];

/** Webhooks posted at a time. */
const senders = 50;

async function measure({ template, quick, progress }: Bench): Promise<Measurement[]> {
  const people = quick ? 50 : 500;
  const messages = people * script.length;
  const faults: string[] = [];
  const seaway = await startSeaway({ template, log: (line) => void faults.push(line) });
  try {
    const idle = residentBytes();
    const memory = watchMemory();
    const line = phoneOf(seaway)('line');
    let answered = 0;
    line.watch((_, { from }) => {
      if (from === 'business') answered += 1;
    });
    const start = performance.now();
    let next = 0;
    const post = async () => {
      while (next < messages) {
        const number = next++;
        const text = script[Math.floor(number / people)] ?? '';
        const { status } = await line.say(person.line(number % people), { type: 'text', text });
        if (status !== 200) faults.push(`a webhook was answered with ${status}`);
        if (number % 1_000 === 0) progress(`throughput: message ${number} of ${messages}, ${answered} answered`);
      }
    };
    await Promise.all(Array.from({ length: senders }, post));
    const seconds = (await lastAnswer(() => answered, messages)) - start;
    const peak = memory.stop();
    faults.push(...line.refusals.map(({ reason }) => `LINE refused: ${reason}`));
    for (const fault of new Set(faults)) progress(`throughput: ${fault}`);
    return [
      row('throughput.messages', `messages of ${people} people`, messages, ''),
      row('throughput.messages_per_second', 'answered', messages / (seconds / 1_000), 'a second'),
      row('throughput.seconds', 'until all were answered', seconds / 1_000, 's'),
      row('throughput.errors', 'errors', faults.length + messages - answered, '', 0),
      row('memory.idle_bytes', 'memory, started and idle', idle, 'bytes'),
      row('memory.peak_bytes', 'memory, at most', peak, 'bytes'),
    ];
  } finally {
    await seaway.close();
  }
}

/** The moment (ms of performance.now()) at which all were answered, or at which nothing had happened for half a minute. */
async function lastAnswer(answered: () => number, wanted: number): Promise<number> {
  let [seen, at] = [answered(), performance.now()];
  while (seen < wanted && performance.now() - at < 30_000) {
    await wait(5);
    if (answered() > seen) [seen, at] = [answered(), performance.now()];
  }
  return at;
}

const row = (name: string, says: string, value: number, unit: Measurement['unit'], most?: number): Measurement => ({
  name,
  says,
  value,
  unit,
  ...(most !== undefined && { budget: { most } }),
});
