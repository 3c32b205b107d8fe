import { Permanent } from '../errors.ts';
import type { Channel } from './channel.ts';

/**
 * Every channel there is: functions, routes, secrets, the simulator and the conformance kit follow from this list. A function
 * loads a channel with its first message: loading all of them costs 30 ms of cold start.
 */
export const channels = {
  sms: async () => (await import('./sms/index.ts')).sms,
  line: async () => (await import('./line/index.ts')).line,
  telegram: async () => (await import('./telegram/index.ts')).telegram,
  whatsapp: async () => (await import('./whatsapp/index.ts')).whatsapp,
  'whatsapp-cloud': async () => (await import('./whatsapp-cloud/index.ts')).whatsappCloud,
  messenger: async () => (await import('./messenger/index.ts')).messenger,
  instagram: async () => (await import('./instagram/index.ts')).instagram,
  discord: async () => (await import('./discord/index.ts')).discord,
  email: async () => (await import('./email/index.ts')).email,
  webchat: async () => (await import('./webchat/index.ts')).webchat,
  rcs: async () => (await import('./rcs/index.ts')).rcs,
  viber: async () => (await import('./viber/index.ts')).viber,
  slack: async () => (await import('./slack/index.ts')).slack,
  teams: async () => (await import('./teams/index.ts')).teams,
  'twilio-conversations': async () => (await import('./twilio-conversations/index.ts')).twilioConversations,
  custom: async () => (await import('./custom/index.ts')).custom,
  'google-business-messages': async () => (await import('./google-business-messages/index.ts')).googleBusinessMessages,
};

/** The channel of this name, or undefined where there is none. */
export const channelOf = async (name: string): Promise<Channel | undefined> => byName.get(name)?.();

/** The channel of this name; throws Permanent where there is none. */
export async function channelNamed(name: string): Promise<Channel> {
  const channel = await channelOf(name);
  if (channel) return channel;
  throw new Permanent(
    `there is no channel "${name}": the list in lib/channels/index.ts has ${[...byName.keys()].join(', ')}`,
  );
}

const byName = new Map<string, () => Promise<Channel>>(Object.entries(channels));
