import * as z from 'zod';
import { Permanent } from '../../errors.ts';
import { type ThreadEvent, threadEventSchema } from '../../message.ts';
import type { Received, WebhookRequest } from '../channel.ts';
import { readJson, readValue } from '../shared/json.ts';
import { ignored } from '../shared/received.ts';

/** Reads one event in our own vocabulary, of which `webhook-id` is the id: docs/channels/custom-protocol.md#what-you-send */
export function receive(request: WebhookRequest, account: string): Received {
  const { type, sender, ...said } = readJson(request.body, bodyShape);
  if (!told.has(type)) return ignored(type);
  const id = request.headers['webhook-id'];
  if (!id) throw new Permanent('the webhook-id header is missing');
  if (!sender) throw new Permanent(`the webhook's body has not the documented shape: sender: a ${type} needs one`);
  // What they know of our messages are the ids that they gave them.
  const { outboundId: _, ...facts } = said;
  const thread = { channel: 'custom', account, sender };
  const event = readValue({ at: Date.now(), ...facts, type, id, thread }, threadEventSchema);
  checkFile(event);
  return { events: [event], ignored: [] };
}

const bodyShape = z.looseObject({ type: z.string().min(1), sender: z.string().max(256).optional() });

/** What a system outside may tell; the other events are ours alone. */
const told = new Set<string>([
  'message',
  'choice',
  'edited',
  'deleted',
  'receipt',
  'watermark',
  'echoed',
  'moved',
  'typing',
  'joined',
  'left',
] satisfies ThreadEvent['type'][]);

function checkFile(event: ThreadEvent): void {
  if (!('content' in event) || event.content.type !== 'media') return;
  if (URL.parse(event.content.url)?.protocol === 'https:') return;
  throw new Permanent("the webhook's body has not the documented shape: content.url: must be an https address");
}
