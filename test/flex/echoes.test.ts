import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTable } from '../conversation/harness.ts';
import { type FlexStage, openFlexStage } from './stage.ts';

let table: Awaited<ReturnType<typeof startTable>>;
beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.close());

/** What one step does; `place` picks what arrives next among everything that is on its way. */
const step = fc.oneof(
  { weight: 2, arbitrary: fc.record({ does: fc.constantFrom('customer writes', 'agent replies') }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('arrives'), place: fc.nat(5), twice: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('is carried out') }) },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constantFrom('post is answered by 500', 'post fails', 'webhook comes twice') }),
  },
);

type Step = { does: string; place?: number; twice?: boolean };

async function take(stage: FlexStage, { does, place = 0, twice }: Step, words: { in: string[]; out: string[] }) {
  const { faults } = stage.standIn;
  switch (does) {
    case 'customer writes':
      words.in.push(`customer's ${words.in.length}!`);
      return stage.write(words.in.at(-1) ?? '');
    case 'agent replies':
      words.out.push(`agent's ${words.out.length}!`);
      return stage.agent().reply(words.out.at(-1) ?? '');
    case 'arrives': {
      await stage.standIn.settled();
      const at = stage.inbox.length === 0 ? 0 : place % stage.inbox.length;
      const event = stage.inbox[at];
      if (event && twice) stage.put(event);
      return stage.hear(at);
    }
    case 'is carried out':
      return stage.carry();
    case 'webhook comes twice':
      return faults.callback({ type: 'duplicate', match: /onMessageAdded/ });
    default:
      return faults.request({
        type: 'status',
        status: 500,
        committed: does === 'post is answered by 500',
        match: /POST .*Messages/,
      });
  }
}

test('echoes never loop: everything said is heard on the other side once, whatever comes late, twice or not at first', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const stage = await openFlexStage(table.table, ['ana@shop.example']);
      stage.write('I need a human');
      await stage.settle();
      stage.agent().accept();
      const words: { in: string[]; out: string[] } = { in: [], out: [] };
      for (const one of steps) await take(stage, one, words);
      await stage.settle();
      expect(stage.dead).toEqual([]);
      expect(stage.told().toSorted()).toEqual(['One moment.', ...words.out].toSorted());
      const bodies = stage
        .agent()
        .reads()
        .map(({ body }) => body);
      const opening = 'What was said so far:\nCustomer: I need a human\nBot: One moment.';
      const said = (await stage.lines()).flatMap(({ direction, content }) =>
        direction === 'in' && content.type === 'text' ? [content.text] : [],
      );
      expect(bodies.filter((body) => words.in.includes(body))).toEqual(said.slice(1));
      expect(bodies.toSorted()).toEqual([opening, ...words.in, ...words.out].toSorted());
    }),
    { numRuns: 40 },
  );
}, 120_000);
