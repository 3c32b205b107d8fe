import type { Content } from '../../../lib/message.ts';
import type { DeskLine } from '../../../local/desk.ts';
import type { Shown } from '../../../local/providers/provider.ts';

const options = (names: string[]) => names.map((text, index) => ({ id: `${text} ${index}`, text }));

const few = options(['Morning', 'Afternoon']);
/** More than most channels have buttons for: those tell the last of them by number. */
const many = options(Array.from({ length: 30 }, (_, index) => `Table ${index + 1}`));

/** What is sent beside texts and files; `target` is the customer's message that is reacted to. */
export const contentsOn = (channel: string, target: string): Content[] => [
  { type: 'location', latitude: 47.37, longitude: 8.54, name: 'Our shop', address: 'Main Street 1' },
  { type: 'contact', name: 'Grace', phones: ['+441632960002'], emails: [] },
  { type: 'reaction', messageId: target, emoji: '👍' },
  { type: 'choices', text: 'Which table?', options: many },
  { type: 'template', id: templates[channel] ?? 'order_update', variables: { 1: 'Ada', 2: 'noon' } },
  { type: 'choices', text: 'When?', options: few },
];

/** The stand-in of WhatsApp by Twilio knows this one, which has buttons. */
const greeting = 'HX00000000000000000000000000000001';
const templates: Record<string, string> = { sms: greeting, whatsapp: greeting, 'twilio-conversations': greeting };

/** Whether the content is on the screen: `native`, or else told in text. */
export function isOn(screen: Shown[], content: Content, native: boolean): boolean {
  const ours = screen.filter(({ from }) => from === 'business');
  const tells = (...words: string[]) => ours.some(({ text }) => words.every((word) => text.includes(word)));
  switch (content.type) {
    case 'location':
      if (!native) return tells('Our shop', 'Main Street 1', '47.37,8.54');
      return tells('Our shop') && ours.some(({ location }) => location?.latitude === 47.37);
    case 'contact':
      return tells('Grace', '+441632960002');
    case 'reaction':
      return native ? screen.some(({ reaction }) => reaction === content.emoji) : tells(content.emoji);
    case 'template':
      return tells('Ada', 'noon');
    case 'choices':
      return ours.some((shown) => offers(shown, content, native));
    default:
      return tells('text' in content ? content.text : '');
  }
}

/** Every option is a button or has its number, and where a channel has buttons it has some. */
const offers = (
  { text, options: buttons = [] }: Shown,
  choices: Extract<Content, { type: 'choices' }>,
  native: boolean,
) =>
  text.includes(choices.text) &&
  buttons.length > 0 === native &&
  choices.options.every((option, index) =>
    index < buttons.length ? buttons[index]?.text === option.text : text.includes(`${index + 1}. ${option.text}`),
  );

/** How far a channel's provider tells that a message of ours got, before the customer reads it. */
export const toldOn = (channel: string) => (tellsOfArrival.has(channel) ? 'delivered' : 'sent');

const tellsOfArrival = new Set([
  ...['custom', 'google-business-messages', 'messenger', 'rcs', 'sms', 'twilio-conversations', 'viber', 'webchat'],
  ...['whatsapp', 'whatsapp-cloud'],
]);

/** A reaction of ours is no message to most providers, who tell nothing of it. */
export const isMessage = ({ direction, content }: DeskLine) => direction === 'out' && content.type !== 'reaction';
