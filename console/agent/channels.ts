/** How a channel is called, and its small mark: one or two letters on its colour, which white can be read on. */
export type ChannelLook = { title: string; mark: string; colour: string };

/** What every channel looks like; one that is not here looks plain. */
const looks: Record<string, ChannelLook> = {
  custom: { title: 'Custom channel', mark: 'C', colour: '#4d5a68' },
  discord: { title: 'Discord', mark: 'D', colour: '#4752c4' },
  email: { title: 'E-mail', mark: '@', colour: '#7a4b12' },
  'google-business-messages': { title: 'Google', mark: 'G', colour: '#1a63c6' },
  instagram: { title: 'Instagram', mark: 'I', colour: '#a3246f' },
  line: { title: 'LINE', mark: 'L', colour: '#067a3b' },
  messenger: { title: 'Messenger', mark: 'M', colour: '#0a5bd3' },
  rcs: { title: 'RCS', mark: 'R', colour: '#2b5fb8' },
  slack: { title: 'Slack', mark: 'S', colour: '#611f69' },
  sms: { title: 'SMS', mark: 'S', colour: '#0a58ca' },
  teams: { title: 'Teams', mark: 'T', colour: '#4f52b2' },
  telegram: { title: 'Telegram', mark: 'T', colour: '#1f76ad' },
  'twilio-conversations': { title: 'Conversations', mark: 'C', colour: '#b3203b' },
  viber: { title: 'Viber', mark: 'V', colour: '#665ca7' },
  voice: { title: 'Phone', mark: '✆', colour: '#3c4856' },
  webchat: { title: 'Web chat', mark: 'W', colour: '#1558b0' },
  whatsapp: { title: 'WhatsApp', mark: 'W', colour: '#075e54' },
  'whatsapp-cloud': { title: 'WhatsApp', mark: 'W', colour: '#075e54' },
};

/** How a channel of this name is shown. */
export const lookOf = (channel: string): ChannelLook =>
  looks[channel] ?? { title: channel, mark: channel.slice(0, 1).toUpperCase(), colour: '#4d5a68' };

/** The channel of a thread, by the thread's key. */
export const channelOf = (thread: string): string => decodeURIComponent(thread.split(':', 1)[0] ?? '');
