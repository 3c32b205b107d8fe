import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { shownOf } from '../../../console/widget/machine/shown.ts';
import { openWorld, type World } from './world.ts';

const which = fc.nat(20);
const doings = fc.array(
  fc.record({
    tab: fc.nat(1),
    doing: fc.oneof(
      { weight: 2, arbitrary: fc.constant({ do: 'say' } as const) },
      fc.record({
        do: fc.constant('answer' as const),
        times: fc.integer({ min: 1, max: 3 }),
        parts: fc.integer({ min: 1, max: 3 }),
      }),
      { weight: 14, arbitrary: fc.record({ do: fc.constant('arrive' as const), which }) },
      { weight: 4, arbitrary: fc.constant({ do: 'work' } as const) },
      { weight: 3, arbitrary: fc.constant({ do: 'tell' } as const) },
      fc.record({ do: fc.constant('cut' as const), through: fc.boolean() }),
      fc.record({ do: fc.constant('refuse' as const), status: fc.constantFrom(429, 500, 503), taken: fc.boolean() }),
      fc.record({ do: fc.constant('block' as const), so: fc.boolean() }),
      { weight: 3, arbitrary: fc.constant({ do: 'wake' } as const) },
      fc.constant({ do: 'reload' } as const),
      fc.constant({ do: 'tick' } as const),
      fc.record({ do: fc.constant('look' as const), looking: fc.boolean() }),
    ),
  }),
  { minLength: 20, maxLength: 200, size: 'max' },
);
type Doing = typeof doings extends fc.Arbitrary<(infer One)[]> ? One : never;

function perform(world: World, { tab: number, doing }: Doing, id: string): void {
  const tab = world.tab(number);
  if (doing.do === 'say') tab.say(id);
  else if (doing.do === 'answer') world.answer(id, doing.parts, doing.times);
  else if (doing.do === 'arrive') tab.arrive(doing.which);
  else if (doing.do === 'work') world.business.work();
  else if (doing.do === 'tell') world.disk.tell();
  else if (doing.do === 'cut') tab.cut(doing.through);
  else if (doing.do === 'refuse') tab.refuse(doing.status, doing.taken);
  else if (doing.do === 'block') world.block(doing.so);
  else if (doing.do === 'tick') tab.happen({ type: 'tick' });
  else if (doing.do === 'look') tab.happen({ type: 'look', looking: doing.looking });
  else tab[doing.do]();
}

/** Does everything in its order, each under an id of its own, and gives those of what was said. */
function performAll(world: World, all: readonly Doing[], when = ''): { tab: number; id: string }[] {
  return all.flatMap((one, index) => {
    const id = `${one.doing.do} ${index}${when}`;
    perform(world, one, id);
    return one.doing.do === 'say' ? { tab: one.tab, id } : [];
  });
}

const inOneTab = doings.map((all) => all.map((one) => ({ ...one, tab: 0 })));

test('whatever is cut, refused for now, comes twice or overtakes: each message is said once, shown once and in its order', () => {
  fc.assert(
    fc.property(inOneTab, (all) => {
      const world = openWorld();
      const { first, business, disk } = world;
      const said: string[] = [];
      first.happen({ type: 'want' });
      for (const [index, one] of all.entries()) {
        said.push(...performAll(world, [one], ` of step ${index}`).map(({ id }) => id));
        const ids = shownOf(first.chat()).map(({ key }) => key);
        expect(new Set(ids).size).toBe(ids.length);
        const own = ids.filter((id) => id.startsWith('say'));
        expect(own).toEqual(said.filter((id) => own.includes(id)));
        expect(own).toEqual(expect.arrayContaining(said.filter((id) => !business.said().includes(id))));
      }
      world.settle();
      expect(business.said()).toEqual(said);
      expect(shownOf(first.chat()).map(({ content }) => content)).toEqual(
        business.lines().map(({ content }) => content),
      );
      expect([disk.outbox.size, first.chat().outbox]).toEqual([0, []]);
    }),
    { numRuns: 400 },
  );
});

test('two tabs say everything once, each in its own order, and show the same in the end', () => {
  fc.assert(
    fc.property(doings, (all) => {
      const world = openWorld(2);
      const { tabs, business, disk } = world;
      for (const tab of tabs) tab.happen({ type: 'want' });
      const said = performAll(world, all);
      world.settle();
      for (const tab of [0, 1]) {
        const own = said.filter((one) => one.tab === tab).map(({ id }) => id);
        expect(business.said().filter((id) => own.includes(`${id}`))).toEqual(own);
      }
      expect(business.said().length).toBe(said.length);
      for (const tab of tabs)
        expect(shownOf(tab.chat()).map(({ key }) => key)).toEqual(business.lines().map(({ id }) => id));
      expect(disk.outbox.size).toBe(0);
    }),
    { numRuns: 300 },
  );
});

test('a session that ends in the middle loses nothing that the business had not taken', () => {
  fc.assert(
    fc.property(inOneTab, inOneTab, (before, after) => {
      const world = openWorld();
      const { first, business } = world;
      first.happen({ type: 'want' });
      const missing = performAll(world, before, ' before').filter(({ id }) => !business.hasTaken(id));
      const taken = business.endSession();
      const later = performAll(world, after, ' after');
      world.settle();
      expect(business.said().filter((id) => !taken.has(`${id}`))).toEqual([...missing, ...later].map(({ id }) => id));
    }),
    { numRuns: 200 },
  );
});
