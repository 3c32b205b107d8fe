import type { channels } from '../../lib/channels/index.ts';
import { customKit } from './custom.kit.ts';
import { discordKit } from './discord.kit.ts';
import { emailKit } from './email.kit.ts';
import { googleBusinessMessagesKit } from './google-business-messages.kit.ts';
import { instagramKit } from './instagram.kit.ts';
import type { ChannelKit } from './kit.ts';
import { lineKit } from './line.kit.ts';
import { messengerKit } from './messenger.kit.ts';
import { rcsKit } from './rcs.kit.ts';
import { slackKit } from './slack.kit.ts';
import { smsKit } from './sms.kit.ts';
import { teamsKit } from './teams.kit.ts';
import { telegramKit } from './telegram.kit.ts';
import { twilioConversationsKit } from './twilio-conversations.kit.ts';
import { viberKit } from './viber.kit.ts';
import { webchatKit } from './webchat.kit.ts';
import { whatsappKit } from './whatsapp.kit.ts';
import { whatsappCloudKit } from './whatsapp-cloud.kit.ts';

/** A kit for every registered channel: one without cannot be compiled, and fails conformance.test.ts. */
export const kits: Record<keyof typeof channels, ChannelKit> = {
  sms: smsKit,
  line: lineKit,
  telegram: telegramKit,
  whatsapp: whatsappKit,
  'whatsapp-cloud': whatsappCloudKit,
  messenger: messengerKit,
  instagram: instagramKit,
  discord: discordKit,
  email: emailKit,
  webchat: webchatKit,
  rcs: rcsKit,
  viber: viberKit,
  slack: slackKit,
  teams: teamsKit,
  'twilio-conversations': twilioConversationsKit,
  custom: customKit,
  'google-business-messages': googleBusinessMessagesKit,
};
