import * as z from 'zod';
import { Permanent } from '../../errors.ts';
import { bearerOf } from '../../jwt/bearer.ts';
import type { Content, Thread, ThreadEvent } from '../../message.ts';
import type { Received, WebhookRequest } from '../channel.ts';
import { misfit, readJson } from '../shared/json.ts';
import { type Frame, frameSchema } from './frames.ts';
import { ownId } from './ids.ts';
import { type Session, sessionOf } from './token.ts';
import { isOwnKey } from './uploads.ts';

/**
 * Reads what a page sends: one frame, or several in an array. Whoever holds the token writes as its sender and as nobody else,
 * since no frame names one. A page's clock may be wrong, so `at` is the arrival. docs/channels/webchat.md
 */
export function receive(request: WebhookRequest, account: string): Received {
  const session = sessionOf(bearerOf(request.headers.authorization) ?? '');
  if (session?.account !== account) throw new Permanent(`the session is none of the account ${account}`);
  const received: Received = { events: [], ignored: [] };
  for (const raw of readJson(request.body, bodyShape)) {
    const frame = readFrame(raw);
    if (frame) received.events.push(eventOf(frame, session));
    // By one name for all of them: a visitor who makes up types must not make up metrics.
    else received.ignored.push('unknown frame');
  }
  return received;
}

const bodyShape = z.preprocess(
  (body) => (Array.isArray(body) ? body : [body]),
  z
    .array(z.looseObject({ type: z.string() }))
    .min(1)
    .max(50),
);

/** The frame, or undefined where it is of a type that we do not know. */
function readFrame(raw: { type: string }): Frame | undefined {
  const read = frameSchema.safeParse(raw);
  if (read.success) return read.data;
  if (read.error.issues.some(({ path }) => path.length === 1 && path[0] === 'type')) return undefined;
  throw misfit(read.error);
}

function eventOf(frame: Frame, session: Session): ThreadEvent {
  const { sub: sender, account, proves, name, language } = session;
  const thread = { channel: 'webchat', account, sender };
  const base = {
    id: ownId(sender, frame.id),
    at: Date.now(),
    thread,
    ...(proves && { proves }),
    ...((name || language) && { profile: { ...(name && { name }), ...(language && { language }) } }),
  };
  switch (frame.type) {
    case 'choice': {
      const { option, text } = frame;
      return { ...base, type: 'choice', messageId: base.id, optionId: option, ...(text !== undefined && { text }) };
    }
    case 'edit':
      return { ...base, type: 'edited', messageId: ownId(sender, frame.messageId), content: textual(frame) };
    case 'unsend':
      return { ...base, type: 'deleted', messageId: ownId(sender, frame.messageId) };
    case 'typing':
      return { ...base, type: 'typing' };
    case 'delivered':
    case 'read':
      return { ...base, ...progressOf(frame) };
    case 'join':
      return { ...base, type: 'joined' };
    case 'leave':
      return { ...base, type: 'left' };
    default:
      return { ...base, type: 'message', messageId: base.id, content: contentOf(frame, thread) };
  }
}

function progressOf({ type: status, messageId, upTo }: Extract<Frame, { type: 'delivered' | 'read' }>) {
  if (messageId !== undefined) return { type: 'receipt' as const, messageId, status };
  if (upTo !== undefined) return { type: 'watermark' as const, upTo, status };
  throw new Permanent(`the frame "${status}" has neither messageId nor upTo`);
}

const textual = ({ text }: { text: string }): Content => ({ type: 'text', text });

function contentOf(
  frame: Extract<Frame, { type: 'message' | 'file' | 'location' | 'reaction' }>,
  thread: Thread,
): Content {
  switch (frame.type) {
    case 'message':
      return textual(frame);
    case 'file': {
      const { key, name, mediaType, caption } = frame;
      if (!isOwnKey(key, thread)) throw new Permanent('key: this is no file that the session uploaded');
      return { type: 'media', url: `media:${key}`, mediaType, name, ...(caption !== undefined && { caption }) };
    }
    case 'location': {
      const { latitude, longitude, name, address } = frame;
      return { type: 'location', latitude, longitude, ...(name && { name }), ...(address && { address }) };
    }
    case 'reaction':
      return { type: 'reaction', messageId: frame.messageId, emoji: frame.emoji };
  }
}
