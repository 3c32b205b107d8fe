import type { Content, ThreadEvent } from '../message.ts';
import { keepFile } from './keep-file.ts';
import type { Line } from './state.ts';
import { addLine, type Turn } from './turn.ts';
import type { World } from './world.ts';

/**
 * The business said something elsewhere, in the provider's own app or by another program: it is written down as said. Our own
 * messages come back as echoes too, sometimes before we have noted their ids: they are known by what they say.
 */
export async function takeEchoTurn(
  { store }: World,
  turn: Turn,
  { thread, messageId, content, at }: Extract<ThreadEvent, { type: 'echoed' }>,
): Promise<void> {
  if ((await store.transcript.find(thread, messageId)) !== undefined) return;
  const isOurs = (line: Line) =>
    line.direction === 'out' &&
    line.providerId === undefined &&
    Math.abs(at - line.at) < soon &&
    isAlike(line.content, content);
  if ((await store.transcript.page(thread, 20)).some(isOurs)) return;
  const sk = addLine(turn, { direction: 'out', by: 'elsewhere', content, status: 'sent', providerId: messageId });
  turn.received.push({ providerId: messageId, sk });
  turn.effects.push(...keepFile(turn.event, sk, content));
}

/** A file comes back under another address, and buttons as their text alone. */
function isAlike(ours: Content, theirs: Content): boolean {
  if (ours.type === 'media' || theirs.type === 'media') return ours.type === theirs.type;
  return JSON.stringify(ours) === JSON.stringify(theirs) || wordsOf(ours) === wordsOf(theirs);
}

const wordsOf = (content: Content) => ('text' in content ? content.text : content);

/** Milliseconds between what we say and its echo, at most. */
const soon = 120_000;
