import { defineChannel } from '../channel.ts';
import { accepted } from './accepted.ts';
import { receive } from './inbound.ts';
import { send, signal } from './outbound.ts';
import { discordSettings } from './settings.ts';
import { verify } from './verify.ts';

/** A bot of Discord: commands and buttons over HTTP, ordinary direct messages through the relay of `relay/discord`. */
export const discord = defineChannel({
  name: 'discord',
  settings: discordSettings,
  limits: { text: 2000, choices: 125 },
  sends: ['text', 'media', 'choices', 'reaction'],
  signals: ['typing'],
  // A bot has 50 requests a second, and the first message to a person takes two.
  rate: 25,
  verify,
  receive,
  send,
  signal,
  accepted,
});
