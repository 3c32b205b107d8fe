import type { Channel } from '../../lib/channels/channel.ts';
import { channels } from '../../lib/channels/index.ts';

const loaded = new Map<string, Channel>();
for (const [name, load] of Object.entries(channels)) loaded.set(name, await load());

/** A channel of the registry, loaded beforehand. */
export function loadedChannel(name: string): Channel {
  const channel = loaded.get(name);
  if (!channel) throw new Error(`there is no channel "${name}"`);
  return channel;
}
