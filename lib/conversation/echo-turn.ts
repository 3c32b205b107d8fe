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
    Math.abs(at - line.at) < soon &&
    // Of a message in parts its line knows the id some moments before the id leads to its line.
    (line.providerId === messageId ||
      (line.providerId === undefined ? isAlike(line.content, content) : isPart(line.content, content)));
  if ((await store.transcript.page(thread, 20)).some(isOurs)) return;
  const sk = addLine(turn, { direction: 'out', by: 'elsewhere', content, status: 'sent', providerId: messageId });
  turn.received.push({ providerId: messageId, sk });
  turn.effects.push(...keepFile(turn.event, sk, content));
}

/** A file comes back under another address, and what a channel lacks as a text that has our words in it. */
function isAlike(ours: Content, theirs: Content): boolean {
  if (theirs.type === 'media') return ours.type === 'media';
  if (theirs.type !== 'text') return JSON.stringify(ours) === JSON.stringify(theirs);
  if (isPart(ours, theirs)) return true;
  return ours.type === 'text' ? ours.text === theirs.text : wordsOf(ours).some((words) => theirs.text.includes(words));
}

/** A caption, or a piece of a long text, comes back by itself, perhaps before its id is noted. */
function isPart(ours: Content, theirs: Content): boolean {
  if (theirs.type !== 'text') return false;
  if (ours.type === 'media') return ours.caption === theirs.text;
  return 'text' in ours && ours.text.length > shortest && ours.text.includes(theirs.text);
}

/** What is said in words, wherever it stands; a file that is kept with us is told by an address that holds its key. */
const wordsOf = ({ type: _, ...said }: Content): string[] =>
  Object.values(said).flatMap((part) => (typeof part === 'string' && part ? part.replace(/^media:/, '') : []));

/** Characters: no provider that echoes has messages shorter than this. */
const shortest = 300;

/** Milliseconds between what we say and its echo, at most. */
const soon = 120_000;
