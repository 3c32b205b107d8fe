/** What an operator decides about this deployment: its channel accounts, which flow answers each, and what SIDs stand for. */
export const deployment = {
  name: 'seaway',
  /**
   * One webhook address, one secret and one published flow each: /webhooks/{channel}/{account}. Keep those that you use, and
   * connect each with `npx seaway channel connect`. Any may have a `rate` of its own, in messages a second: docs/sending.md.
   */
  accounts: [
    { channel: 'line', account: 'main', flow: 'front-desk' },
    { channel: 'whatsapp', account: 'main', flow: 'front-desk' },
    { channel: 'telegram', account: 'main', flow: 'front-desk' },
    { channel: 'sms', account: 'main', flow: 'front-desk' },
    { channel: 'webchat', account: 'main', flow: 'front-desk' },
    { channel: 'messenger', account: 'main', flow: 'front-desk' },
    { channel: 'instagram', account: 'main', flow: 'front-desk' },
    /** The address that customers write to. */
    { channel: 'email', account: 'main', flow: 'front-desk', address: 'support@seaway.example' },
    /** `relay: true` also takes ordinary direct messages, by a small task that is always on: docs/channels/discord.md. */
    { channel: 'discord', account: 'main', flow: 'front-desk', relay: false },
    { channel: 'whatsapp-cloud', account: 'main', flow: 'front-desk' },
    { channel: 'rcs', account: 'main', flow: 'front-desk' },
    { channel: 'viber', account: 'main', flow: 'front-desk' },
    { channel: 'slack', account: 'main', flow: 'front-desk' },
    { channel: 'teams', account: 'main', flow: 'front-desk' },
    { channel: 'twilio-conversations', account: 'main', flow: 'front-desk' },
    { channel: 'custom', account: 'main', flow: 'front-desk' },
    /** Google ended it in July 2024: it works against its stand-in only. */
    { channel: 'google-business-messages', account: 'main', flow: 'front-desk' },
  ],
  /** Phone numbers, whose voice webhook is /voice/{account}; a call's text messages go out by the SMS account `texts`. */
  voice: [{ account: 'main', number: '+15005550010', flow: 'phone-desk', texts: 'main' }],
  /** Where agents work: in our own `console`, or in Twilio `flex` (docs/flex.md). */
  desk: 'console',
  /** SIDs that exported flows mention, and what they mean here: a flow of config/flows, a workflow of config/taskrouter.json. */
  flows: {},
  workflows: { WW00000000000000000000000000000001: 'Front desk' },
  taskChannels: { TC00000000000000000000000000000001: 'chat', TC00000000000000000000000000000002: 'voice' },
  /** Bots that flows may ask (docs/bots.md): their kind and what is not secret; the secret is seaway/bots/{name}. */
  bots: {
    faq: { kind: 'webhook', settings: { url: 'https://bot.seaway.example/ask' } },
  },
  /** Files that customers and agents send: docs/media.md. */
  media: {
    /** Bytes, at most 25 MiB: with its copies on the way a file has to fit into a function's memory. */
    largest: 25 * 1024 * 1024,
    /** Whole media types, or families such as `image/`. What carries scripts (HTML, SVG) or runs is never let in. */
    types: [
      'image/',
      'audio/',
      'video/',
      'application/pdf',
      'application/msword',
      'application/vnd.ms-excel',
      'application/vnd.ms-powerpoint',
      'application/vnd.openxmlformats-officedocument.',
      'application/vnd.oasis.opendocument.',
      'text/plain',
      'text/csv',
      'text/vcard',
      'text/calendar',
    ],
    /** Days until a file is deleted. */
    kept: 365,
    /** The pages from which a browser may upload and read files, given an address signed for it. */
    pages: ['*'],
  },
  /** How often a message or a task is tried before it is given up: with pauses up to 15 minutes, 30 tries take 5.3 hours. */
  deliveryTries: 30,
  /** What no flow says, by the customer's language where it is known; English otherwise. */
  texts: {
    /** A flow broke down. */
    fallback: {
      en: 'Sorry, something went wrong on our side. Please write again in a moment.',
      de: 'Entschuldigung, bei uns ist etwas schiefgegangen. Bitte schreiben Sie gleich noch einmal.',
      es: 'Lo sentimos, algo ha fallado por nuestra parte. Escríbanos de nuevo en un momento.',
      ja: '申し訳ありません。システムに問題が発生しました。しばらくしてからもう一度お送りください。',
      zh: '抱歉，我們這邊出了點問題，請稍後再傳一次訊息。',
    },
    /** A flow broke down while somebody was on the phone. */
    call: {
      en: 'Sorry, something went wrong on our side. Please call again in a moment.',
      de: 'Entschuldigung, bei uns ist etwas schiefgegangen. Bitte rufen Sie gleich noch einmal an.',
      es: 'Lo sentimos, algo ha fallado por nuestra parte. Llámenos de nuevo en un momento.',
      ja: '申し訳ありません。システムに問題が発生しました。しばらくしてからもう一度お電話ください。',
      zh: '抱歉，我們這邊出了點問題，請稍後再來電。',
    },
    /** TaskRouter stays out of reach; the customer keeps the place meanwhile. */
    apology: {
      en: 'We are having trouble reaching our agents. You keep your place: we will connect you as soon as we can.',
      de: 'Wir erreichen unser Team gerade nicht. Ihr Platz bleibt erhalten, wir verbinden Sie so bald wie möglich.',
      es: 'Tenemos problemas para contactar con un agente. Conserva su turno: le atenderemos lo antes posible.',
      ja: '現在オペレーターにおつなぎできません。順番はそのままですので、つながり次第ご案内します。',
      zh: '目前暫時無法聯絡到專員。您的順位會保留，我們會儘快為您接通。',
    },
    /** No agent took the task before it lapsed, or it was refused. */
    nobody: {
      en: 'Sorry, nobody is free to help you right now. Please write again later.',
      de: 'Leider ist gerade niemand frei. Bitte schreiben Sie später noch einmal.',
      es: 'Lo sentimos, ahora mismo no hay nadie disponible. Escríbanos de nuevo más tarde.',
      ja: '申し訳ありません。ただいま対応できる者がおりません。後ほど改めてお送りください。',
      zh: '抱歉，目前沒有專員可以為您服務，請稍後再試。',
    },
  },
} as const;
