type Answers = {
  topics: { words: string[]; answer: string }[];
  unknown: string;
  /** What asks for a person, and what ends the conversation. */
  person: string[];
  done: string[];
  goodbye: string;
};

/** What the bot of a laptop knows, by language. */
export const answers: { en: Answers } & Record<string, Answers> = {
  en: {
    topics: [
      { words: ['open', 'hours', 'when'], answer: 'We are open Monday to Friday, 9:00 to 18:00.' },
      { words: ['where', 'address'], answer: 'You find us at 1 Harbour Street.' },
      { words: ['order', 'parcel', 'delivery'], answer: 'Parcels leave the day after you order and take two days.' },
      { words: ['refund', 'return', 'money'], answer: 'Send it back within 30 days and you have your money in five.' },
    ],
    unknown: 'I do not know that. Ask me about opening hours, orders or refunds, or write "live agent" for a person.',
    person: ['agent', 'person', 'human'],
    done: ['bye', 'thank'],
    goodbye: 'You are welcome. Until next time!',
  },
  de: {
    topics: [
      { words: ['öffnungs', 'offen', 'wann'], answer: 'Wir sind Montag bis Freitag von 9 bis 18 Uhr da.' },
      { words: ['wo ', 'adresse'], answer: 'Sie finden uns in der Hafenstrasse 1.' },
      {
        words: ['bestell', 'paket', 'lieferung'],
        answer: 'Pakete gehen am Tag nach der Bestellung ab und brauchen zwei Tage.',
      },
      {
        words: ['geld', 'rückgabe', 'erstattung'],
        answer: 'Senden Sie es innert 30 Tagen zurück, in fünf haben Sie Ihr Geld.',
      },
    ],
    unknown: 'Das weiss ich nicht. Fragen Sie nach Öffnungszeiten oder Bestellungen, oder schreiben Sie "Mitarbeiter".',
    person: ['mitarbeiter', 'mensch', 'person'],
    done: ['danke', 'tschüss'],
    goodbye: 'Gern geschehen. Bis zum nächsten Mal!',
  },
  es: {
    topics: [
      { words: ['horario', 'abierto', 'cuándo', 'cuando'], answer: 'Abrimos de lunes a viernes, de 9:00 a 18:00.' },
      { words: ['dónde', 'donde', 'dirección'], answer: 'Estamos en la calle del Puerto, 1.' },
      { words: ['pedido', 'paquete', 'envío'], answer: 'Los paquetes salen al día siguiente y tardan dos días.' },
      { words: ['reembolso', 'devolver', 'dinero'], answer: 'Devuélvalo en 30 días y tendrá su dinero en cinco.' },
    ],
    unknown:
      'Eso no lo sé. Pregunte por horarios, pedidos o reembolsos, o escriba "agente" para hablar con una persona.',
    person: ['agente', 'persona'],
    done: ['gracias', 'adiós'],
    goodbye: 'De nada. ¡Hasta la próxima!',
  },
  ja: {
    topics: [
      { words: ['営業', '時間', 'いつ'], answer: '月曜から金曜の9時から18時まで営業しております。' },
      { words: ['どこ', '住所'], answer: '港通り1番地にございます。' },
      { words: ['注文', '荷物', '配送'], answer: 'ご注文の翌日に発送し、2日で届きます。' },
      { words: ['返金', '返品'], answer: '30日以内にご返送いただければ、5日でご返金いたします。' },
    ],
    unknown:
      '申し訳ありませんが、わかりかねます。営業時間やご注文についてお尋ねいただくか、「オペレーター」とお送りください。',
    person: ['オペレーター', '担当者'],
    done: ['ありがとう', 'さようなら'],
    goodbye: 'ご利用ありがとうございました。',
  },
  zh: {
    topics: [
      { words: ['營業', '营业', '時間', '时间', '幾點', '几点'], answer: '我們的營業時間是週一到週五 9:00 到 18:00。' },
      { words: ['哪裡', '哪里', '地址'], answer: '我們在海港街 1 號。' },
      { words: ['訂單', '订单', '包裹', '寄'], answer: '訂單會在隔天寄出，兩天內送達。' },
      { words: ['退款', '退貨', '退货'], answer: '30 天內寄回，五天內就會退款給您。' },
    ],
    unknown: '這個我不清楚。您可以問我營業時間、訂單或退款，或輸入「真人」由專員為您服務。',
    person: ['真人', '專員', '专员'],
    done: ['謝謝', '谢谢', '再見', '再见'],
    goodbye: '不客氣，期待下次為您服務！',
  },
};
