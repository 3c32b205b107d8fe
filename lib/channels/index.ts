import { Permanent } from '../errors.ts';
import type { Channel } from './channel.ts';
import { line } from './line/index.ts';
import { sms } from './sms/index.ts';
import { telegram } from './telegram/index.ts';

/** Every channel there is: functions, routes, secrets, the simulator and the conformance kit follow from this list. */
export const channels = { sms, line, telegram };

/** The channel of this name, or undefined where there is none. */
export const channelOf = (name: string): Channel | undefined => byName.get(name);

/** The channel of this name; throws Permanent where there is none. */
export function channelNamed(name: string): Channel {
  const channel = channelOf(name);
  if (channel) return channel;
  throw new Permanent(
    `there is no channel "${name}": the list in lib/channels/index.ts has ${[...byName.keys()].join(', ')}`,
  );
}

const byName = new Map<string, Channel>(Object.entries(channels));
