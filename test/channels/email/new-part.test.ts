import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newPart } from '../../../lib/channels/email/new-part.ts';

const quote = '> Which address was it for?\n>\n> Seaway';
const us = 'Seaway Support <support@seaway.example>';

describe('the quote of an answer is left out, as it is written by', () => {
  test.each([
    ['Gmail', `On Thu, Mar 12, 2026 at 10:30\u202fAM ${us} wrote:\n\n${quote}`],
    [
      'Gmail, broken over two lines',
      `On Thu, Mar 12, 2026 at 10:30 AM Seaway Support <\nsupport@seaway.example> wrote:\n\n${quote}`,
    ],
    ['Gmail in German', `Am Do., 12. März 2026 um 10:30 Uhr schrieb ${us}:\n\n${quote}`],
    ['Gmail for Android in German', `${us} schrieb am Do., 12. März 2026,\n10:30:\n\n${quote}`],
    ['Gmail in French', `Le jeu. 12 mars 2026 à 10:30, ${us} a\nécrit\u00a0:\n\n${quote}`],
    ['Gmail in Spanish', `El jue, 12 mar 2026 a las 10:30, ${us}\nescribió:\n\n${quote}`],
    ['Gmail in Italian', `Il giorno gio 12 mar 2026 alle ore 10:30 ${us} ha scritto:\n\n${quote}`],
    ['Gmail in Portuguese', `Em qui., 12 de mar. de 2026 às 10:30, ${us} escreveu:\n\n${quote}`],
    ['Gmail in Dutch', `Op do 12 mrt 2026 om 10:30 schreef ${us}:\n\n${quote}`],
    ['Gmail in Japanese', `2026年3月12日(木) 10:30 ${us}:\n\n${quote}`],
    ['Gmail in Chinese', `Seaway Support <support@seaway.example> 于2026年3月12日周四 10:30写道：\n\n${quote}`],
    ['Gmail in Chinese of Taiwan', `${us} 於 2026年3月12日 週四 上午10:30寫道：\n\n${quote}`],
    ['Gmail in Korean', `2026년 3월 12일 (목) 오전 10:30, ${us}님이 작성:\n\n${quote}`],
    ['Apple Mail', `> On Mar 12, 2026, at 10:30, ${us} wrote:\n> \n${quote}`],
    ['Apple Mail without an address', `On 12 Mar 2026, at 10:30, Seaway Support wrote:\n\n${quote}`],
    ['Apple Mail in German', `Am 12.03.2026 um 10:30 schrieb Seaway Support:\n\n${quote}`],
    ['Apple Mail in Japanese', `2026/03/12 10:30、${us}のメール:\n\n${quote}`],
    ['Apple Mail in Chinese', `在 2026年3月12日，10:30，${us} 写道：\n\n${quote}`],
    ['Yahoo', `On Thursday, March 12, 2026 at 10:30:00 AM GMT+1, ${us} wrote:  \n \n Which address was it for?`],
    [
      'Outlook',
      `________________________________\nFrom: ${us}\nSent: Thursday, March 12, 2026 10:30\nTo: Ada\nSubject: Re: order\n\nWhich?`,
    ],
    [
      'Outlook for telephones',
      `________________________________\n*From:* ${us}\n*Sent:* Thursday\n*To:* Ada\n*Subject:* Re: order\n\nWhich?`,
    ],
    [
      'Outlook in German',
      `Von: ${us}\nGesendet: Donnerstag, 12. März 2026 10:30\nAn: Ada\nBetreff: AW: order\n\nWelche?`,
    ],
    ['Outlook in French', `De : ${us}\nEnvoyé : jeudi 12 mars 2026 10:30\nÀ : Ada\nObjet : RE: order\n\nLaquelle ?`],
    [
      'Outlook in Spanish',
      `De: ${us}\nEnviado el: jueves, 12 de marzo de 2026 10:30\nPara: Ada\nAsunto: RE: order\n\n¿Cuál?`,
    ],
    ['Outlook in Japanese', `差出人: ${us}\n送信日時: 2026年3月12日 10:30\n宛先: Ada\n件名: Re: order\n\nどれ`],
    ['Outlook in Chinese', `发件人: ${us}\n发送时间: 2026年3月12日 10:30\n收件人: Ada\n主题: Re: order\n\n哪个`],
    ['old Outlook', `-----Original Message-----\nFrom: Seaway\n\nWhich address?`],
    ['old Outlook in German', `-----Ursprüngliche Nachricht-----\nVon: Seaway\n\nWelche?`],
    ['QQ', `------------------ 原始邮件 ------------------\n发件人: "Seaway"<support@seaway.example>;\n\n哪个`],
    ['nobody in particular', quote],
  ])('%s', (_, quoted) => {
    expect(newPart(`It is for Ludgate Hill.\nThank you.\n\n${quoted}\n`)).toBe('It is for Ludgate Hill.\nThank you.');
    expect(newPart(`It is for Ludgate Hill.\r\n\r\n${quoted.replaceAll('\n', '\r\n')}`)).toBe(
      'It is for Ludgate Hill.',
    );
  });
});

test('an answer below the quote is what is new', () => {
  expect(newPart(`On Thu, 12 Mar 2026 Support wrote:\n${quote}\n\nIt is for Ludgate Hill.`)).toBe(
    'It is for Ludgate Hill.',
  );
});

test('answers between pieces of the quote keep what they answer', () => {
  const text = 'On 12 Mar 2026 Support wrote:\n> Which street?\nLudgate Hill.\n\n> Which number?\nTwelve.';
  expect(newPart(text)).toBe(text);
});

test('a quote and nothing else is told whole, as nobody sends it for nothing', () => {
  expect(newPart(`On 12 Mar 2026 Support wrote:\n${quote}`)).toContain('Which address was it for?');
});

describe('a signature is left out', () => {
  test.each([
    ['after its mark', '-- \nAda Lovelace\nAnalytical Engines'],
    ['after its mark without the space', '--\nAda'],
    ['of an iPhone', 'Sent from my iPhone'],
    ['of an iPhone in German', 'Von meinem iPhone gesendet'],
    ['of an iPhone in French', 'Envoyé de mon iPhone'],
    ['of an iPhone in Spanish', 'Enviado desde mi iPhone'],
    ['of an iPhone in Japanese', 'iPhoneから送信'],
    ['of an iPhone in Chinese', '从我的 iPhone 发送'],
    ['of Outlook', 'Get Outlook for iOS<https://aka.ms/o0ukef>'],
  ])('%s, before a quote and without', (_, signature) => {
    expect(newPart(`Twelve.\n\n${signature}`)).toBe('Twelve.');
    expect(newPart(`Twelve.\n\n${signature}\n\nOn 12 Mar 2026, ${us} wrote:\n${quote}`)).toBe('Twelve.');
  });
});

describe('what only looks like it stays', () => {
  test.each([
    'On Monday she wrote:\n"I shall come."',
    'From: Berlin\nTo: Hamburg\nTwo seats, please.',
    'The price\n------------\nis 12.',
    'Sent from my office, which is closed on Monday.\nPlease call.',
    '1 > 0 and 2 > 1',
    'a\n--- b ---\nc',
  ])('%s', (text) => {
    expect(newPart(text)).toBe(text);
  });
});

test('something is always left of something, and nothing is made up', () => {
  const line = fc.oneof(
    fc.constantFrom(
      '> a',
      '>',
      '',
      '-- ',
      'On 1 May, a@b.c wrote:',
      'From: a',
      'Sent: b',
      'Subject: c',
      'Sent from my x',
    ),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const text = lines.join('\n');
      const part = newPart(text);
      expect(part === '').toBe(text.trim() === '');
      const known = new Set(
        text
          .replace(/\r\n?/g, '\n')
          .split('\n')
          .map((each) => each.trim()),
      );
      for (const each of part.split('\n')) expect(known).toContain(each.trim());
    }),
    { numRuns: 2000 },
  );
});

test('takes a text made to be slow in its stride', () => {
  const texts = ['On a\n', '> a\nb\n', '-- \n', 'From: a\n', 'a wrote\n', `${'-'.repeat(290)}\n`, 'On a@b wrote:\nx\n'];
  const begun = performance.now();
  for (const text of texts) newPart(text.repeat(400_000 / text.length));
  expect(performance.now() - begun).toBeLessThan(3_000);
});
