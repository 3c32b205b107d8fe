import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ThreadEvent } from '../../lib/message.ts';
import { startTable } from '../conversation/harness.ts';
import { openFlexStage } from './stage.ts';

let table: Awaited<ReturnType<typeof startTable>>;
beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.close());

const [ana, ben] = ['ana@shop.example', 'ben@shop.example'];

/** A number for each event, by which they are put into another order, and whether it comes again at the end. */
const order = fc.array(fc.record({ key: fc.nat(), again: fc.boolean() }), { minLength: 30, maxLength: 30 });
type Order = { key: number; again: boolean }[];

function shuffled(events: ThreadEvent[], by: Order): ThreadEvent[] {
  const keyed = events.map((event, index) => ({ event, key: by[index]?.key ?? 0 }));
  const first = keyed.toSorted((one, other) => one.key - other.key).map(({ event }) => event);
  return [...first, ...events.filter((_, index) => by[index]?.again)];
}

test('handed on in Flex, it is with the colleague whatever order Twilio tells it in, and over when they have completed it', async () => {
  await fc.assert(
    fc.asyncProperty(order, order, fc.constantFrom('now', 'later'), fc.boolean(), async (one, other, leaves, apart) => {
      const stage = await openFlexStage(table.table, [ana, ben]);
      stage.write('I need a human');
      await stage.settle();
      const arrive = async (by: Order) => {
        await stage.standIn.settled();
        for (const event of shuffled(stage.inbox.splice(0), by)) stage.put(event);
        await stage.settle();
      };
      stage.agent(ana).accept();
      stage.agent(ana).transfer(ben, { leaves });
      stage.agent(ben).accept();
      if (apart) {
        await arrive(one);
        const { owner, handOff } = (await stage.state()) ?? {};
        expect(owner).toBe('agent');
        expect([ana, ben]).toContain(handOff?.worker?.name);
        if (leaves === 'now') expect(handOff?.worker?.name).toBe(ben);
      }
      stage.agent(ben).complete();
      await arrive(other);
      expect(await stage.state()).toMatchObject({ owner: 'flow', status: 'closed' });
      expect(stage.dead).toEqual([]);
      const tasks = await stage.workspace.tasks.list();
      expect(tasks.map(({ assignmentStatus }) => assignmentStatus)).toEqual(['completed', 'completed']);
    }),
    { numRuns: 40 },
  );
}, 120_000);
