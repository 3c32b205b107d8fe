/** How a channel's own app looks, in outline; each colour by day and by night. White is read on `frame`. */
export type Look = {
  title: string;
  frame: Pair;
  screen: Pair;
  /** The customer's bubbles, and what is written on them where it is not the page's own colour. */
  own: Pair;
  onOwn?: string;
  bubble: 'tail' | 'round' | 'square' | 'flat';
  /** Under the bubble side by side, two in a row as wide as the bubble, or one below the other. */
  buttons: 'chips' | 'grid' | 'list';
  /** Buttons that are gone once something else was said. */
  fleeting?: true;
  /** How the app tells the customer that a message of theirs got through. */
  receipts: 'ticks' | 'word' | 'none';
};
type Pair = [day: string, night: string];

const white = '#ffffff';
const looks: Record<string, Look> = {
  line: {
    title: 'LINE',
    frame: ['#067a3b', '#0b6634'],
    screen: ['#dfe8ea', '#16211f'],
    own: ['#a5e887', '#1f6b35'],
    bubble: 'tail',
    buttons: 'chips',
    fleeting: true,
    receipts: 'none',
  },
  sms: {
    title: 'SMS',
    frame: ['#0a58ca', '#1c4d9c'],
    screen: ['#ffffff', '#141a22'],
    own: ['#0a63d8', '#1d5fc4'],
    onOwn: white,
    bubble: 'round',
    buttons: 'chips',
    receipts: 'word',
  },
  telegram: {
    title: 'Telegram',
    frame: ['#1f76ad', '#1e6391'],
    screen: ['#dcebf5', '#14222d'],
    own: ['#c9e9fb', '#24577a'],
    bubble: 'square',
    buttons: 'grid',
    receipts: 'ticks',
  },
  whatsapp: {
    title: 'WhatsApp',
    frame: ['#075e54', '#0d4f47'],
    screen: ['#efeae2', '#0e171c'],
    own: ['#d9fdd3', '#0b5a49'],
    bubble: 'square',
    buttons: 'list',
    receipts: 'ticks',
  },
  'whatsapp-cloud': {
    title: 'WhatsApp Cloud',
    frame: ['#0d6b3f', '#0e5936'],
    screen: ['#efeae2', '#0e171c'],
    own: ['#d9fdd3', '#0b5a49'],
    bubble: 'square',
    buttons: 'list',
    receipts: 'ticks',
  },
  messenger: {
    title: 'Messenger',
    frame: ['#0a5bd3', '#114ba6'],
    screen: ['#ffffff', '#15171b'],
    own: ['#0a66e8', '#1258c0'],
    onOwn: white,
    bubble: 'round',
    buttons: 'chips',
    fleeting: true,
    receipts: 'ticks',
  },
  instagram: {
    title: 'Instagram',
    frame: ['#a3246f', '#86205d'],
    screen: ['#ffffff', '#121013'],
    own: ['#8134c9', '#6c2aa9'],
    onOwn: white,
    bubble: 'round',
    buttons: 'chips',
    fleeting: true,
    receipts: 'word',
  },
  discord: {
    title: 'Discord',
    frame: ['#4752c4', '#3c45a5'],
    screen: ['#f2f3f5', '#2b2d31'],
    own: ['#dfe2fb', '#3a3f6e'],
    bubble: 'flat',
    buttons: 'chips',
    receipts: 'none',
  },
  email: {
    title: 'E-mail',
    frame: ['#4b5563', '#3c4552'],
    screen: ['#f6f7f9', '#171b20'],
    own: ['#dbe7f7', '#2a3f5c'],
    bubble: 'flat',
    buttons: 'list',
    receipts: 'none',
  },
  webchat: {
    title: 'Web chat',
    frame: ['#0f6b66', '#0e5a56'],
    screen: ['#f3f7f7', '#131d1d'],
    own: ['#0f6b66', '#12645f'],
    onOwn: white,
    bubble: 'round',
    buttons: 'chips',
    fleeting: true,
    receipts: 'ticks',
  },
  'google-business-messages': {
    title: 'Google Business',
    frame: ['#1967d2', '#1a56a8'],
    screen: ['#ffffff', '#16191d'],
    own: ['#d3e3fd', '#254777'],
    bubble: 'round',
    buttons: 'chips',
    fleeting: true,
    receipts: 'none',
  },
  rcs: {
    title: 'RCS',
    frame: ['#1a5fb4', '#1a4f92'],
    screen: ['#f0f4fb', '#14191f'],
    own: ['#1a67d2', '#1f57a8'],
    onOwn: white,
    bubble: 'round',
    buttons: 'chips',
    fleeting: true,
    receipts: 'ticks',
  },
  viber: {
    title: 'Viber',
    frame: ['#665cac', '#524a8c'],
    screen: ['#efeef7', '#191823'],
    own: ['#dcd8f5', '#463f7b'],
    bubble: 'tail',
    buttons: 'grid',
    fleeting: true,
    receipts: 'ticks',
  },
  slack: {
    title: 'Slack',
    frame: ['#611f69', '#521a59'],
    screen: ['#ffffff', '#1a1d21'],
    own: ['#f3e9f4', '#43284a'],
    bubble: 'flat',
    buttons: 'chips',
    receipts: 'none',
  },
  teams: {
    title: 'Teams',
    frame: ['#4b53bc', '#3f46a0'],
    screen: ['#f5f5f5', '#1b1b1f'],
    own: ['#e2e4f9', '#343866'],
    bubble: 'square',
    buttons: 'list',
    receipts: 'none',
  },
  'twilio-conversations': {
    title: 'Conversations',
    frame: ['#b3152a', '#8f1424'],
    screen: ['#fbf4f5', '#201517'],
    own: ['#fbd9de', '#6d2430'],
    bubble: 'square',
    buttons: 'chips',
    receipts: 'none',
  },
  custom: {
    title: 'Custom',
    frame: ['#374151', '#2f3846'],
    screen: ['#f3f4f6', '#15181d'],
    own: ['#d9dee6', '#39424f'],
    bubble: 'flat',
    buttons: 'list',
    receipts: 'none',
  },
  voice: {
    title: 'Voice',
    frame: ['#4a3f8f', '#40377d'],
    screen: ['#eeecf7', '#191824'],
    own: ['#d8d2f7', '#41397d'],
    bubble: 'tail',
    buttons: 'chips',
    receipts: 'none',
  },
};

/** The look of a channel; one that is not named here looks plain, under its own name. */
export function lookOf(channel: string): Look {
  const named = Object.entries(looks).find(([name]) => name === channel);
  return named?.[1] ?? { ...plain, title: channel };
}

const plain: Omit<Look, 'title'> = {
  frame: ['#374151', '#2f3846'],
  screen: ['#f3f4f6', '#15181d'],
  own: ['#d9dee6', '#39424f'],
  bubble: 'flat',
  buttons: 'list',
  receipts: 'none',
};

/** The look as the style sheets read it. */
export const styleOf = (look: Look): Record<string, string> => ({
  '--frame': either(look.frame),
  '--screen': either(look.screen),
  '--own': either(look.own),
  // White bubbles would not be seen on a white screen.
  '--theirs': look.screen[0] === white ? either(['#e8eaee', '#2a343f']) : 'var(--other)',
  '--on-own': look.onOwn ?? 'var(--text)',
});

const either = ([day, night]: Pair): string => `light-dark(${day}, ${night})`;
