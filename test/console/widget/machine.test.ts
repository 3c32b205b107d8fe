import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pauseAfter } from '../../../console/widget/machine/link.ts';
import { shownOf, unreadOf } from '../../../console/widget/machine/shown.ts';
import type { Heard, Push } from '../../../console/widget/protocol.ts';
import { openWorld } from './world.ts';

const doings = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant('say' as const) }),
    fc.record({
      do: fc.constant('answer' as const),
      times: fc.integer({ min: 1, max: 3 }),
      parts: fc.integer({ min: 1, max: 3 }),
    }),
    { weight: 12, arbitrary: fc.record({ do: fc.constant('arrive' as const), which: fc.nat(20) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('work' as const) }) },
    fc.record({ do: fc.constant('cut' as const), through: fc.boolean() }),
    { weight: 2, arbitrary: fc.record({ do: fc.constant('wake' as const) }) },
    fc.record({ do: fc.constant('reload' as const) }),
    fc.record({ do: fc.constant('tick' as const) }),
    fc.record({ do: fc.constant('look' as const), looking: fc.boolean() }),
  ),
  { minLength: 20, maxLength: 150, size: 'max' },
);

test('whatever is cut, comes twice or overtakes: each message is said once, shown once and in its order', () => {
  fc.assert(
    fc.property(doings, (all) => {
      const world = openWorld();
      world.happen({ type: 'want' });
      const said: string[] = [];
      for (const [index, doing] of all.entries()) {
        if (doing.do === 'say') said.push(`said ${index}`);
        if (doing.do === 'say') world.say(`said ${index}`);
        else if (doing.do === 'answer') world.answer(`answer ${index}`, doing.times, doing.parts);
        else if (doing.do === 'arrive') world.arrive(doing.which);
        else if (doing.do === 'cut') world.cut(doing.through);
        else if (doing.do === 'tick') world.happen({ type: 'tick' });
        else if (doing.do === 'look') world.happen({ type: 'look', looking: doing.looking });
        else world[doing.do]();
        const ids = shownOf(world.chat()).map(({ key }) => key);
        expect(new Set(ids).size).toBe(ids.length);
        const own = ids.filter((id) => id.startsWith('said'));
        expect(own).toEqual(said.filter((id) => own.includes(id)));
        const inHistory = world.business.lines.map(({ id }) => id);
        expect(own).toEqual(expect.arrayContaining(said.filter((id) => !inHistory.includes(id))));
      }
      world.settle();
      const own = world.business.lines.filter(({ from }) => from === 'customer').map(({ id }) => id);
      expect(own).toEqual(said);
      expect(shownOf(world.chat()).map(({ content }) => content)).toEqual(
        world.business.lines.map(({ content }) => content),
      );
      expect(world.disk.outbox.size).toBe(0);
      expect(world.chat().outbox).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

const push = (id: string, more: Partial<Push> = {}): Heard => ({
  type: 'message',
  id,
  line: 1,
  at: 1_000,
  by: undefined,
  content: { type: 'text', text: id },
  part: undefined,
  parts: undefined,
  ...more,
});

/** A tab that is connected and has read all there is. */
function openLive() {
  const world = openWorld();
  world.happen({ type: 'want' });
  for (let count = 0; count < 6; count += 1) world.arrive(0);
  const hear = (heard: Heard) => world.happen({ type: 'heard', epoch: world.chat().link.epoch, heard });
  const shown = () => shownOf(world.chat());
  return { ...world, hear, shown };
}

test('a long message is there in parts as they come, and stays whole once it is', () => {
  const { hear, shown } = openLive();
  hear(push('b', { part: 2, parts: 2 }));
  expect(shown()).toMatchObject([{ content: { text: 'b' } }]);
  hear(push('b', { part: 1, parts: 2, content: { type: 'text', text: 'a' } }));
  hear(push('b', { part: 1, parts: 2, content: { type: 'text', text: 'x' } }));
  expect(shown()).toMatchObject([{ content: { text: 'ab' } }]);
});

describe('what is refused', () => {
  test('for good stays to be seen with its reason, until the visitor sends it again or lets it go', () => {
    const { say, hear, shown, happen, chat } = openLive();
    say('hello');
    hear({ type: 'refused', id: 'hello', status: 400, reason: 'text: is blank' });
    expect(shown()).toMatchObject([{ mark: 'refused', reason: 'text: is blank' }]);
    happen({ type: 'retry', id: 'hello' });
    expect(chat().underWay).toMatchObject({ id: 'hello' });
    hear({ type: 'refused', id: 'hello', status: 400, reason: 'text: is blank' });
    happen({ type: 'discard', id: 'hello' });
    expect(shown()).toEqual([]);
  });

  test('for now is sent again under the same id after a pause, and nothing overtakes it', () => {
    const { say, hear, wake, chat } = openLive();
    say('one');
    say('two');
    hear({ type: 'refused', id: 'one', status: 503, reason: 'in a moment' });
    expect(chat().underWay).toBeUndefined();
    wake();
    expect(chat().underWay).toMatchObject({ id: 'one' });
  });

  test('because the session is over is said in the next one', () => {
    const { say, hear, arrive, settle, chat, business } = openLive();
    say('hello');
    hear({ type: 'refused', id: 'hello', status: 401, reason: 'The signature does not fit.' });
    expect(chat().link.phase).toBe('entering');
    arrive(0);
    settle();
    expect(business.lines).toMatchObject([{ id: 'hello' }]);
  });
});

describe('the connection', () => {
  const fail = (world: ReturnType<typeof openLive>) => world.happen({ type: 'closed', epoch: world.chat().link.epoch });

  test('goes on by HTTP where WebSockets come to nothing twice, and tries one again later', () => {
    const world = openLive();
    fail(world);
    world.wake();
    fail(world);
    world.wake();
    fail(world);
    expect(world.chat().link).toMatchObject({ phase: 'reading', by: 'http' });
    world.arrive(0);
    expect(world.chat().link).toMatchObject({ phase: 'live', by: 'http' });
    for (let polls = 0; polls < 60; polls += 1) {
      world.wake();
      world.arrive(0);
    }
    world.wake();
    expect(world.chat().link).toMatchObject({ phase: 'connecting', by: 'socket' });
    fail(world);
    expect(world.chat().link).toMatchObject({ phase: 'reading', by: 'http' });
  });

  test('is not lost by what an earlier one brings', () => {
    const world = openLive();
    world.happen({ type: 'closed', epoch: world.chat().link.epoch - 1 });
    expect(world.chat().link.phase).toBe('live');
  });

  test('waits longer after each failure, half a minute at most', () => {
    expect([0, 1, 2, 20].map(pauseAfter)).toEqual([500, 1_000, 2_000, 30_000]);
  });

  test('is not tried again by a page that may not chat', () => {
    const world = openWorld();
    world.happen({ type: 'want' });
    world.happen({ type: 'not-entered', epoch: world.chat().link.epoch, status: 403 });
    world.happen({ type: 'hurry' });
    expect(world.chat().link.phase).toBe('refused');
  });
});

describe('who is there', () => {
  const session = { token: 't', sender: 'somebody else', expiresAt: Date.now(), socket: 'wss://x' };

  test('is somebody else after another logged in: nothing of the one before is seen or said', () => {
    const { say, happen, chat, shown, disk } = openLive();
    say('a secret');
    happen({ type: 'identify', identity: { token: 'x', who: 'bob' } });
    happen({ type: 'entered', epoch: chat().link.epoch, session, who: 'bob' });
    expect(shown()).toEqual([]);
    expect([...disk.outbox.values()].map(({ said }) => said.type)).toEqual(['join']);
  });

  test('is a guest again where the host page signs what is not accepted', () => {
    const { happen, chat } = openLive();
    happen({ type: 'identify', identity: { token: 'x', who: 'bob' } });
    happen({ type: 'not-entered', epoch: chat().link.epoch, status: 401 });
    expect(chat()).toMatchObject({
      identity: undefined,
      session: { sender: 'visitor' },
      link: { phase: 'connecting' },
    });
  });

  test('is nobody after logging out, and nothing is left in the browser', () => {
    const { say, happen, chat, disk } = openLive();
    say('hello');
    happen({ type: 'log-out' });
    expect(chat().link.phase).toBe('off');
    expect([disk.session, disk.outbox.size]).toEqual([undefined, 0]);
  });
});

test('what another tab says is seen at once, said by that tab, and by this one only when that is gone', () => {
  const { happen, shown, chat } = openLive();
  const entry = { id: 'a', at: 5, after: 0, said: { type: 'message', text: 'Hello' }, state: 'waiting' } as const;
  happen({ type: 'kept-elsewhere', entry });
  expect(shown()).toMatchObject([{ mark: 'sending' }]);
  expect(chat().underWay).toBeUndefined();
  happen({ type: 'tick' });
  expect(chat().underWay).toMatchObject({ id: 'a' });
});

test('the choice that was taken is marked, and none can be taken after an answer', () => {
  const { hear, happen, shown } = openLive();
  const options = ['Deutsch', 'English'].map((text) => ({ id: text, text }));
  hear(push('which', { content: { type: 'choices', text: 'Which?', options } }));
  expect(shown()).toMatchObject([{ open: true, taken: undefined }]);
  happen({ type: 'say', id: 'mine', said: { type: 'choice', option: 'English', text: 'English' } });
  expect(shown()[0]).toMatchObject({ open: false, taken: 'English' });
});

test('a reaction, an edit and a deletion are seen at once on what they are about', () => {
  const { hear, happen, say, shown } = openLive();
  hear(push('hi'));
  happen({ type: 'say', id: 'r', said: { type: 'reaction', messageId: 'hi', emoji: '👍' } });
  say('mine');
  hear({ type: 'taken', id: 'r' });
  hear({ type: 'taken', id: 'mine' });
  happen({ type: 'say', id: 'e', said: { type: 'edit', messageId: 'mine', text: 'better' } });
  expect(shown()).toMatchObject([
    { reactions: { customer: '👍' } },
    { content: { text: 'better' }, edited: true, mark: 'sent' },
  ]);
  happen({ type: 'say', id: 'd', said: { type: 'unsend', messageId: 'mine' } });
  expect(shown()[1]).toMatchObject({ deleted: true });
});

test('the business is told once how far the visitor has read, and the badge counts the rest', () => {
  const { hear, happen, chat } = openLive();
  hear(push('hi'));
  expect(chat().underWay).toMatchObject({ type: 'delivered', upTo: 1_000 });
  hear({ type: 'taken', id: chat().underWay?.id ?? '' });
  expect(unreadOf(chat())).toBe(1);
  happen({ type: 'look', looking: true });
  expect(chat().underWay).toMatchObject({ type: 'read', upTo: 1_000 });
  hear({ type: 'taken', id: chat().underWay?.id ?? '' });
  happen({ type: 'look', looking: false });
  happen({ type: 'look', looking: true });
  expect([chat().underWay, unreadOf(chat())]).toEqual([undefined, 0]);
});
