import * as z from 'zod';
import type { Received } from '../channel.ts';
import { readValue } from '../shared/json.ts';
import { ignored } from '../shared/received.ts';
import { hour } from './time.ts';
import { profileOf, userShape } from './user.ts';

/** https://docs.discord.com/developers/events/webhook-events#payload-structure */
export const eventShape = z.object({ event: z.looseObject({ type: z.string().min(1) }) });

const installShape = z.object({
  timestamp: hour,
  data: z.object({ integration_type: z.int().optional(), user: userShape }),
});

const installs = new Map<string, 'joined' | 'left'>([
  ['APPLICATION_AUTHORIZED', 'joined'],
  ['APPLICATION_DEAUTHORIZED', 'left'],
]);

/** A person who adds the application to their account joins, one who takes it away leaves; a server is nobody. */
export function receiveEvent({ event }: z.infer<typeof eventShape>, account: string): Received {
  const type = installs.get(event.type);
  if (!type) return ignored(event.type);
  const { timestamp: at, data } = readValue(event, installShape);
  const { integration_type: context, user } = data;
  if (context === 0) return ignored(`${event.type} of a server`);
  const id = `${user.id}/${type}/${at}`;
  const thread = { channel: 'discord', account, sender: user.id };
  return { events: [{ type, id, thread, at, profile: profileOf(user) }], ignored: [] };
}
