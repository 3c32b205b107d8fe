import type { Person } from '../../../../lib/console/protocol/person.ts';

const person = (id: string, name: string, language: string, vip = false): Person => ({ id, name, language, vip });

/** The customers of the scenes: names of several scripts, one of them long. */
export const people = {
  grace: person('c-grace', 'Grace Okafor', 'en'),
  mei: person('c-mei', '陳美玲', 'zh', true),
  bernd: person('c-bernd', 'Bernd-Friedrich von Hohenstein-Waldburg', 'de'),
  layla: person('c-layla', 'ليلى حداد', 'ar'),
  kenji: person('c-kenji', '佐藤健二', 'ja'),
  sofia: person('c-sofia', 'Sofía Núñez', 'es'),
} as const;

/** The keys of their threads. */
export const threads = {
  grace: 'whatsapp:main:%2B14155550101',
  graceMail: 'email:support:grace%40example.com',
  mei: 'line:main:U8f1c',
  bernd: 'webchat:site:5b7e',
  layla: 'telegram:main:9912',
  kenji: 'voice:main:%2B81355550142',
  sofia: 'instagram:shop:77120',
} as const;
