import { startCustom } from './custom/index.ts';
import { startDiscord } from './discord/index.ts';
import { startEmail } from './email/index.ts';
import { startGoogleBusinessMessages } from './google-business-messages/index.ts';
import { startInstagram } from './instagram/index.ts';
import { startLine } from './line/index.ts';
import { startMessenger } from './messenger/index.ts';
import { startRcs } from './rcs/index.ts';
import { startSlack } from './slack/index.ts';
import { startSms } from './sms/index.ts';
import { startTeams } from './teams/index.ts';
import { startTelegram } from './telegram/index.ts';
import { startTwilioConversations } from './twilio-conversations/index.ts';
import { startViber } from './viber/index.ts';
import { startWebchat } from './webchat/index.ts';
import { startWhatsapp } from './whatsapp/index.ts';
import { startWhatsappCloud } from './whatsapp-cloud/index.ts';

/** The stand-in of each channel's provider. */
export const providers = {
  sms: startSms,
  line: startLine,
  telegram: startTelegram,
  whatsapp: startWhatsapp,
  'whatsapp-cloud': startWhatsappCloud,
  messenger: startMessenger,
  instagram: startInstagram,
  discord: startDiscord,
  email: startEmail,
  webchat: startWebchat,
  rcs: startRcs,
  viber: startViber,
  slack: startSlack,
  teams: startTeams,
  'twilio-conversations': startTwilioConversations,
  custom: startCustom,
  'google-business-messages': startGoogleBusinessMessages,
};
