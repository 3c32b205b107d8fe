import type { Connector } from '../connector.ts';
import { custom } from './custom.ts';
import { discord } from './discord.ts';
import { email } from './email.ts';
import { googleBusinessMessages } from './google-business-messages.ts';
import { instagram } from './instagram.ts';
import { line } from './line.ts';
import { messenger } from './messenger.ts';
import { rcs } from './rcs.ts';
import { slack } from './slack.ts';
import { sms } from './sms.ts';
import { teams } from './teams.ts';
import { telegram } from './telegram.ts';
import { twilioConversations } from './twilio-conversations.ts';
import { viber } from './viber.ts';
import { webchat } from './webchat.ts';
import { whatsapp } from './whatsapp.ts';
import { whatsappCloud } from './whatsapp-cloud.ts';

/** How an account of each channel is connected to its provider, by the name of the channel. */
export const connectors: Record<string, Connector> = {
  sms,
  line,
  telegram,
  whatsapp,
  'whatsapp-cloud': whatsappCloud,
  messenger,
  instagram,
  discord,
  email,
  webchat,
  rcs,
  viber,
  slack,
  teams,
  'twilio-conversations': twilioConversations,
  custom,
  'google-business-messages': googleBusinessMessages,
};
