import { describe, expect, test } from 'vitest';
import { pauseAfter } from '../../../console/widget/machine/link.ts';
import { shownOf, unreadOf } from '../../../console/widget/machine/shown.ts';
import type { Heard, Push } from '../../../console/widget/protocol.ts';
import { openWorld } from './world.ts';

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
  const { disk, business, settle, first: tab } = openWorld();
  tab.happen({ type: 'want' });
  for (let count = 0; count < 6; count += 1) tab.arrive(0);
  const hear = (heard: Heard) => tab.happen({ type: 'heard', epoch: tab.chat().link.epoch, heard });
  const shown = () => shownOf(tab.chat());
  return { ...tab, disk, business, settle, hear, shown };
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
    expect(business.lines()).toMatchObject([{ id: 'hello' }]);
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
    const { first: tab } = openWorld();
    tab.happen({ type: 'want' });
    tab.happen({ type: 'not-entered', epoch: tab.chat().link.epoch, status: 403 });
    tab.happen({ type: 'hurry' });
    expect(tab.chat().link.phase).toBe('refused');
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

  test('is the same person where the business begins a new session for them: what waited is said in that one', () => {
    const { say, happen, chat, arrive, business } = openLive();
    happen({ type: 'identify', identity: { token: 'x', who: 'ada' } });
    arrive(0);
    expect(chat().session).toMatchObject({ sender: 'visitor 1', who: 'ada' });
    happen({ type: 'offline' });
    say('hello');
    happen({ type: 'hurry' });
    business.endSession();
    happen({ type: 'entered', epoch: chat().link.epoch, session: business.session(), who: 'ada' });
    expect(chat().outbox).toMatchObject([{ id: 'hello', state: 'waiting' }, { said: { type: 'join' } }]);
  });

  test('is a guest again where the host page signs what is not accepted', () => {
    const { happen, chat } = openLive();
    happen({ type: 'identify', identity: { token: 'x', who: 'bob' } });
    happen({ type: 'not-entered', epoch: chat().link.epoch, status: 401 });
    expect(chat()).toMatchObject({
      identity: undefined,
      session: { sender: 'visitor 1' },
      link: { phase: 'connecting' },
    });
  });

  test('is nobody after logging out, and nothing is left in the browser', () => {
    const { say, happen, chat, disk } = openLive();
    say('hello');
    happen({ type: 'log-out' });
    expect(chat().link.phase).toBe('off');
    expect([disk.kept.session, disk.outbox.size]).toEqual([undefined, 0]);
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

describe('choices', () => {
  const options = ['Deutsch', 'English'].map((text) => ({ id: text, text }));
  const which = push('which', { content: { type: 'choices', text: 'Which?', options } });

  test('can be taken once, also after something else that the business says with them', () => {
    const { hear, happen, shown } = openLive();
    hear(which);
    hear(push('a picture', { line: 2 }));
    expect(shown()[0]).toMatchObject({ open: true, taken: undefined });
    happen({ type: 'say', id: 'mine', said: { type: 'choice', option: 'English', text: 'English' } });
    expect(shown()[0]).toMatchObject({ open: false, taken: 'English' });
  });

  test('are over once others are offered, or something else was said and answered', () => {
    const { hear, say, shown } = openLive();
    hear(which);
    say('neither');
    expect(shown()[0]).toMatchObject({ open: true });
    hear(push('as you like', { line: 3 }));
    expect(shown()[0]).toMatchObject({ open: false, taken: undefined });
    hear(push('again', { line: 4, content: { type: 'choices', text: 'Which?', options } }));
    hear(push('once more', { line: 5, content: { type: 'choices', text: 'Which?', options } }));
    expect(shown().flatMap(({ content, open }) => (content.type === 'choices' ? [open] : []))).toEqual([
      false,
      false,
      true,
    ]);
  });
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

test('that the visitor types is said every few seconds, and at once after a message', () => {
  const { happen, hear, say, chat } = openLive();
  happen({ type: 'type' });
  const typing = chat().underWay;
  expect(typing).toMatchObject({ type: 'typing' });
  hear({ type: 'taken', id: typing?.id ?? '' });
  happen({ type: 'type' });
  expect(chat().underWay).toBeUndefined();
  say('hello');
  hear({ type: 'taken', id: 'hello' });
  happen({ type: 'type' });
  expect(chat().underWay).toMatchObject({ type: 'typing' });
});

describe('earlier messages', () => {
  /** A page that is loaded again with more lines than are read at once. */
  function openLong() {
    const live = openLive();
    for (let line = 1; line <= 130; line += 1) live.business.answer(`line ${line}`, 1);
    live.reload();
    while (live.hasNews()) live.arrive(0);
    return live;
  }

  test('are asked for twice by somebody who is in a hurry, and none is left out', () => {
    const { happen, arrive, hasNews, shown } = openLong();
    expect(shown().length).toBe(50);
    happen({ type: 'earlier' });
    happen({ type: 'earlier' });
    while (hasNews()) arrive(0);
    expect(shown().length).toBe(100);
    happen({ type: 'earlier' });
    while (hasNews()) arrive(0);
    expect(shown().map(({ key }) => key)).toEqual(Array.from({ length: 130 }, (_, index) => `line ${index + 1}`));
  });

  test('are looked through for what was taken, which is not shown at the end', () => {
    const { say, business, arrive, hasNews, reload, shown, disk } = openLive();
    say('mine');
    while (hasNews()) arrive(0);
    for (let frames = 0; frames < 3; frames += 1) business.work();
    for (let line = 2; line <= 130; line += 1) business.answer(`line ${line}`, 1);
    reload();
    while (hasNews()) arrive(0);
    expect(shown()[0]?.key).toBe('mine');
    expect([shown().length, disk.outbox.size]).toEqual([130, 0]);
  });
});
