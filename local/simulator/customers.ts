import type { Customer } from './protocol.ts';

/**
 * Who can be on each phone. Lena is on several: on SMS and WhatsApp her number shows that she is one person, on LINE an agent
 * may prove it.
 */
export const customers: Record<string, Customer[]> = {
  line: [
    { sender: 'U4af4980629c14b7e8d2a5f60b3c91d27', name: '陳美玲', language: 'zh' },
    { sender: 'U8e1f0c7da5b94263917f2d4ce608ab35', name: '佐藤 健', language: 'ja' },
    { sender: 'Uc0ffee5ea0a14d3f9b7246d81e35f79a', name: 'Lena Keller', language: 'de' },
  ],
  sms: [
    { sender: '+41790000001', name: 'Lena Keller', language: 'de' },
    { sender: '+886912000002', name: '林志明', language: 'zh' },
    { sender: '+34600000003', name: 'Lucía Romero', language: 'es' },
  ],
  telegram: [
    { sender: '7527593001', name: 'Alex Morgan', language: 'en' },
    { sender: '7527593002', name: 'Diego Fuentes', language: 'es' },
    { sender: '7527593003', name: '高橋 愛', language: 'ja' },
  ],
  whatsapp: [
    { sender: '+41790000001', name: 'Lena Keller', language: 'de' },
    { sender: 'US.13491208655302741918', name: 'Priya Nair', language: 'en' },
  ],
  'whatsapp-cloud': [
    { sender: '4915112345680', name: 'Jonas Weber', language: 'de' },
    { sender: 'IN.90817263544536271809', name: 'Arjun Mehta', language: 'en' },
  ],
  messenger: [
    { sender: '8761234567890123', name: 'Camila Torres', language: 'es' },
    { sender: '8761234567890124', name: 'Alex Morgan', language: 'en' },
  ],
  instagram: [
    { sender: '1254477777772919', name: 'Mia Chen', language: 'zh' },
    { sender: '1254477777772920', name: 'Camila Torres', language: 'es' },
  ],
  discord: [
    { sender: '80351110224678912', name: 'Robin', language: 'en' },
    { sender: '53908232506183680', name: 'ハルカ', language: 'ja' },
  ],
  email: [
    { sender: 'ada@example.org', name: 'Ada Byron', language: 'en' },
    { sender: 'bea@example.org', name: 'Bea Steiner', language: 'de' },
  ],
  webchat: [
    { sender: '2b0d7b3d-6a8f-4c0e-9d3e-1f2a3b4c5d6e', name: 'A visitor', language: 'en' },
    { sender: '9f1c2d3e-4b5a-4c6d-8e7f-0a1b2c3d4e5f', name: 'Another visitor', language: 'ja' },
  ],
  rcs: [
    { sender: '+4915112345670', name: 'Jonas Weber', language: 'de' },
    { sender: '+447700900123', name: 'Oliver Smith', language: 'en' },
  ],
  viber: [
    { sender: 'xy5/5y6O81+/kbWHpLhBoA==', name: 'Oksana Bondar', language: 'en' },
    { sender: 'K917PBuvPZmhKfb8Vw3b2Q==', name: 'Lucía Romero', language: 'es' },
  ],
  'google-business-messages': [
    { sender: '77de1414-89c0-4ea8-88a7-5f83bd381f8f', name: 'Oliver Smith', language: 'en' },
    { sender: '3f2504e0-4f89-41d3-9a0c-0305e82c3301', name: 'Lena Keller', language: 'de' },
  ],
  slack: [
    { sender: 'D0ACX51K95H', name: 'Noor Haddad', language: 'en' },
    { sender: 'D0BDY62L06J', name: 'Sam Taylor', language: 'en' },
  ],
  teams: [
    { sender: 'a:1pL6i0oY3C0K8oAj8-7f5lyKMpfqEQ', name: 'Ingrid Holm', language: 'en' },
    { sender: '19:9be5a2b3c4d54f1e@thread.v2', name: 'The Lisbon office', language: 'en' },
  ],
  'twilio-conversations': [
    { sender: `CH${'c1'.repeat(16)}`, name: 'Grace Kim', language: 'en' },
    { sender: `CH${'c2'.repeat(16)}`, name: '林志明', language: 'zh' },
  ],
  custom: [
    { sender: 'customer-1', name: 'Sam Taylor', language: 'en' },
    { sender: 'customer-2', name: 'Bea Steiner', language: 'de' },
  ],
};
