import { describe, expect, test } from 'vitest';
import { handsOf, mayWrite, standingOf } from '../../../../../console/agent/view/conversation/standing.ts';
import { meAt } from '../../stage/around.ts';
import { threads } from '../../stage/people.ts';
import { scenes } from '../../stage/scenes.ts';

const now = 1_800_000_000_000;
const me = meAt(now);
const three = scenes.three(now);
const isOf = (thread: string, role: 'agent' | 'supervisor' = 'agent', scene = three) =>
  standingOf(thread, scene.work, { ...me, role });

describe('an agent', () => {
  test.each([
    ['holds what they accepted', isOf(threads.grace).is, 'holder'],
    ['is offered what rings', isOf(threads.layla).is, 'offered'],
    ['has put aside what they parked', isOf(threads.grace, 'agent', scenes.parked(now)).is, 'parked'],
    ['wraps up what is over', isOf(threads.grace, 'agent', scenes.wrapping(now)).is, 'wrapping'],
    ['reads what is somebody else’s', isOf(threads.sofia).is, 'reading'],
    ['watches it as a supervisor', isOf(threads.sofia, 'supervisor').is, 'watching'],
    ['holds as a supervisor too', isOf(threads.grace, 'supervisor').is, 'holder'],
  ])('%s', (_, is, expected) => expect(is).toBe(expected));

  test('who is introduced may write, and one who only reads may not', () => {
    const tasks = three.work.tasks.map((task) => ({ ...task, part: 'joined' as const }));
    const joined = standingOf(threads.grace, { ...three.work, tasks }, me);
    expect([joined.is, mayWrite(joined), mayWrite(isOf(threads.sofia))]).toEqual(['joined', true, false]);
  });

  test('of whom nothing is known yet reads', () => expect(standingOf('x', undefined, undefined).is).toBe('reading'));
});

describe('a conversation is', () => {
  const { handOff: _, ...bare } = three.conversations[threads.sofia] ?? {
    thread: '',
    customer: me.worker,
    addresses: [],
    lines: [],
  };
  const conversation = { ...bare, customer: { id: 'c', name: 'Sofía', vip: false } };
  const ben = { sid: 'WKben', name: 'ben' };
  const reading = { is: 'reading' } as const;

  test.each([
    ['mine', handsOf(conversation, isOf(threads.grace)), { in: 'mine' }],
    [
      'a colleague’s',
      handsOf({ ...conversation, handOff: { state: 'accepted', worker: ben } }, reading),
      { in: 'worker', name: 'ben' },
    ],
    ['waiting', handsOf({ ...conversation, handOff: { state: 'waiting' } }, reading), { in: 'queue' }],
    ['parked', handsOf({ ...conversation, parked: { worker: ben, at: now } }, reading), { in: 'parked', name: 'ben' }],
    [
      'whose colleague was asked, once it is lost',
      handsOf(
        {
          ...conversation,
          handOff: {
            state: 'accepted',
            worker: me.worker,
            transfer: { kind: 'cold', to: 'Front desk', by: me.worker, state: 'asked' },
          },
        },
        { is: 'lost' },
        me.worker.name,
      ),
      { in: 'worker', name: 'Front desk' },
    ],
    [
      'somebody’s, once it is lost and nobody was asked',
      handsOf({ ...conversation, handOff: { state: 'accepted', worker: me.worker } }, { is: 'lost' }, me.worker.name),
      { in: 'nobody' },
    ],
    ['with the assistant', handsOf(conversation, reading), { in: 'flow' }],
  ])('%s', (_is, hands, expected) => expect(hands).toEqual(expected));
});
