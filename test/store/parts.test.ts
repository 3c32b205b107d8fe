import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Status, ThreadEvent } from '../../lib/message.ts';
import type { Table } from '../../lib/store/table.ts';
import { openTranscript } from '../../lib/store/transcript.ts';
import { greeting } from '../conversation/flows.ts';
import { openBench, startTable, text } from '../conversation/harness.ts';

let table: Table;
let stop: () => Promise<void>;
beforeAll(async () => {
  ({ table, close: stop } = await startTable());
});
afterAll(() => stop());

const outcome = fc.option(fc.constantFrom<Status>('delivered', 'read', 'failed'));

/**
 * What becomes of each part, in which order that is told, how often, and when the parts' ids are noted among it; and whether
 * what is told of the last part names the line, as the callback addresses of Twilio do.
 */
const plan = fc.array(outcome, { minLength: 1, maxLength: 5 }).chain((outcomes) =>
  fc.record({
    outcomes: fc.constant(outcomes),
    named: fc.boolean(),
    order: fc.shuffledSubarray([...outcomes.keys(), ...outcomes.keys(), -1], { minLength: 2 * outcomes.length + 1 }),
  }),
);

test('a message in parts has failed when any part has, else is as far as its last one, however early or often that is told', async () => {
  const bench = await openBench(table, greeting);
  const transcript = openTranscript(table);
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(plan, async ({ outcomes, named, order }) => {
      runs += 1;
      const thread = bench.thread(`U${runs}`);
      await bench.hear(text(thread, 'hi'));
      const sk = (await bench.lines(thread)).find(({ direction }) => direction === 'out')?.sk ?? '';
      const ids = outcomes.map((_, part) => `${runs}.${part}`);
      const hear = async (part: number, told: number): Promise<void> => {
        const status = outcomes[part];
        if (!status) return;
        const id = `${ids[part]} ${status} ${told}`;
        const receipt: ThreadEvent = { type: 'receipt', id, thread, at: 1, messageId: ids[part] ?? '', status };
        await bench.hear(named && part === ids.length - 1 ? { ...receipt, outboundId: sk } : receipt);
      };
      for (const [told, part] of order.entries()) {
        if (part >= 0) await hear(part, told);
        else
          for (const early of await transcript.sent(thread, sk, ids, 1))
            await bench.hear({ ...early, id: `${early.id} noted`, outboundId: sk });
      }
      const status = outcomes.includes('failed') ? 'failed' : (outcomes.at(-1) ?? 'sent');
      expect(await transcript.line(thread, sk)).toMatchObject({ status, providerId: ids[0] });
      for (const id of ids) expect(await transcript.find(thread, id)).toBe(sk);
    }),
    { numRuns: 40 },
  );
}, 60_000);
