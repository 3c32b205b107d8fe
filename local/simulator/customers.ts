import type { Customer } from './protocol.ts';

/** Who can be on each phone. Lena is on two: an agent may prove that she is one person. */
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
};
