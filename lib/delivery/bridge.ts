import type { Line } from '../conversation/state.ts';
import type { Attempt, Carrier } from '../delivery.ts';
import type { Effect } from '../effect.ts';
import { Permanent, Transient } from '../errors.ts';
import { type Flex, identityOf } from '../flex/flex.ts';
import { authorOf, messagesFor } from '../flex/words.ts';
import { keyOf } from '../media/key.ts';
import { linked } from './linked.ts';

type Bridge = Extract<Effect, { type: 'bridge' }>;

/**
 * Shows a line to the agent in Flex: one call, or what did not reach the customer as a notice. What was told when the hand-off
 * was opened is not told again; a second try looks first what of it is there. Where the conversation is closed, the hand-off
 * hears so. Throws Transient where it should be tried again.
 */
export async function bridge(carrier: Carrier, effect: Bridge, attempt: Attempt): Promise<void> {
  const { flex, transcript } = carrier;
  const { thread, sk, handOff } = effect;
  if (!flex) return;
  const [opened, line] = await Promise.all([flex.opened.find(handOff), transcript.line(thread, sk)]);
  if (!opened || !line || (line.status !== 'failed' && sk <= opened.upTo)) return;
  if (isOnItsWay(line) && attempt.receives < patience) throw new Transient('the file of this line is not kept yet');
  try {
    await say(carrier, flex, { effect, line, conversation: opened.conversation, again: attempt.again });
  } catch (error) {
    if (!(error instanceof Permanent) || (await (await flex.api()).isOpen(opened.conversation))) throw error;
    if (line.direction === 'in') await tellClosed(carrier, effect);
  }
}

/** By this try, 2 + 4 + 8 seconds after the first, a file that has not come is told of without it. */
const patience = 4;

const isOnItsWay = ({ content }: Line): boolean =>
  content.type === 'media' &&
  content.withheld === undefined &&
  keyOf(content.url) === undefined &&
  !content.url.startsWith('https:');

type Saying = { effect: Bridge; line: Line; conversation: string; again: boolean };

async function say({ media }: Carrier, flex: Flex, { effect, line, conversation, again }: Saying): Promise<void> {
  const { id, thread } = effect;
  const api = await flex.api();
  const there = new Set(again ? (await api.marks(conversation)).map(({ seaway }) => seaway) : []);
  const author = line.status === 'failed' ? 'Seaway' : authorOf(line, identityOf(thread));
  for (const [index, body] of messagesFor(line, linked(line.content, media)).entries()) {
    const seaway = index === 0 ? id : `${id} ${index}`;
    if (!there.has(seaway)) await api.say(conversation, { author, body, mark: { seaway } });
  }
}

/** The agent has ended it and cannot see what the customer writes now: who waits for an answer is handed to another. */
async function tellClosed(carrier: Carrier, { id, thread, handOff: externalId }: Bridge): Promise<void> {
  const handOff = (await carrier.state(thread))?.handOff;
  if (handOff?.externalId !== externalId || handOff.sid === undefined) return;
  const reason = 'the conversation in Flex is closed';
  const about = { taskSid: handOff.sid, externalId, reason };
  await carrier.enqueue({ type: 'task', id: `closed ${id}`, thread, at: carrier.now(), event: 'canceled', ...about });
}
