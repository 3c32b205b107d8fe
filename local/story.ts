import { type DeskReservation, type DeskWorker, openDesk } from './desk.ts';
import type { Provider, Says } from './providers/provider.ts';
import type { Seaway } from './seaway.ts';
import { until } from './until.ts';

/**
 * The story of the mission, played on a running Seaway and printed line by line: a customer on LINE chats with the bot in
 * Chinese and asks for a person; the first agent declines, the second answers; later the same person writes an SMS and is
 * greeted by name. Throws where the story does not go on.
 */
export async function tellStory({ cloud, phones, signIn }: Seaway, print: (line: string) => void): Promise<void> {
  const { line, sms } = phones;
  if (!line || !sms) throw new Error('the story needs the channels line and sms in config/deployment.ts');
  const desk = openDesk(cloud.origin, signIn.tokenFor);
  const onLine = openPhone(line, 'U4af4980629b6cf9d1bfe23c0a9d9e1f7', 'LINE', print);
  const onSms = openPhone(sms, '+886912345678', 'SMS', print);

  chapter(print, 'She writes on LINE, picks her language and talks with the chatbot');
  await onLine.say({ type: 'text', text: '你好' });
  await onLine.say({ type: 'choice', option: optionOf(line, onLine.sender, '中文') });
  await onLine.say({ type: 'text', text: '怡君' });
  await onLine.say({ type: 'text', text: '請問你們的營業時間？' });

  chapter(print, 'She asks for a live agent');
  await onLine.say({ type: 'text', text: '真人' });
  const first = await offer();
  print(says('TaskRouter', `offers the task to ${first.worker.name}: ${facts(first.reservation)}`));
  await desk.answer(first.worker.sid, first.reservation, 'rejected');
  print(says(first.worker.name, '(declines)'));
  const second = await offer();
  print(says('TaskRouter', `offers it to ${second.worker.name}`));
  await desk.answer(second.worker.sid, second.reservation, 'accepted');
  print(says(second.worker.name, '(accepts)'));
  await until('the conversation knows who accepted', async () =>
    (await desk.thread(second.reservation.thread)).holder?.sid === second.worker.sid ? true : undefined,
  );

  chapter(print, `${second.worker.name} answers`);
  await onLine.hear(() =>
    desk.say(second.worker, second.reservation, 'demo 1', '怡君您好，我是 Mei。請問有什麼可以幫您？'),
  );
  await onLine.say({ type: 'text', text: '我的訂單還沒到' }, 'silent');
  await onLine.hear(() => desk.say(second.worker, second.reservation, 'demo 2', '明天就會送到。方便留下您的電話嗎？'));
  await onLine.say({ type: 'text', text: onSms.sender }, 'silent');
  await desk.prove(second.worker, second.reservation.thread, 'demo 3', `phone:${onSms.sender}`);
  print(says(second.worker.name, `(calls the number, hears her, and notes that it is hers: ${onSms.sender})`));
  await desk.answer(second.worker.sid, second.reservation, 'completed');
  print(says(second.worker.name, '(completes the task)'));
  await until('the task is off the desk', async () =>
    (await desk.reservations(second.worker.sid)).length === 0 ? true : undefined,
  );

  chapter(print, 'Later she writes an SMS: the same person, known at once');
  await onSms.say({ type: 'text', text: '你好' });
  print('\nWhat the desk has of her LINE conversation:');
  for (const { by, status, content } of (await desk.thread(second.reservation.thread)).lines) {
    print(`  ${by.padEnd(9)} ${status.padEnd(10)} ${content.text ?? content.type}`);
  }

  async function offer(): Promise<{ worker: DeskWorker; reservation: DeskReservation }> {
    return until('an agent is offered the task', async () => {
      for (const worker of await desk.workers()) {
        const reservation = (await desk.reservations(worker.sid)).find(({ status }) => status === 'pending');
        if (reservation) return { worker, reservation };
      }
      return undefined;
    });
  }
}

function openPhone(provider: Provider, sender: string, channel: string, print: (line: string) => void) {
  const heard = () => provider.shown(sender).filter(({ from }) => from === 'business');
  /** Waits for what is new on the screen, and prints it. */
  const hear = async (cause: () => Promise<unknown>): Promise<void> => {
    const before = heard().length;
    await cause();
    await until(`${channel} shows an answer`, () => (heard().length > before ? true : undefined));
    for (const { text, options } of heard().slice(before)) {
      print(
        says(
          `→ ${channel}`,
          options ? `${text}\n${' '.repeat(16)}[${options.map((option) => option.text).join('] [')}]` : text,
        ),
      );
    }
  };
  return {
    sender,
    hear,
    async say(words: Says, answer: 'answered' | 'silent' = 'answered'): Promise<void> {
      const said = async () => {
        await provider.say(sender, words, { name: '林怡君', language: 'zh-TW' });
        print(says(channel, provider.shown(sender).findLast(({ from }) => from === 'customer')?.text ?? ''));
      };
      await (answer === 'silent' ? said() : hear(said));
    },
  };
}

function optionOf(provider: Provider, sender: string, text: string): string {
  const options = provider.shown(sender).flatMap((shown) => shown.options ?? []);
  const option = options.find((one) => one.text === text);
  if (!option) throw new Error(`there is no button "${text}" on the screen`);
  return option.id;
}

const facts = ({ customer: { name, language }, channel }: DeskReservation) =>
  `${name}, on ${channel}, speaks ${language}`;

const chapter = (print: (line: string) => void, title: string) => print(`\n${title}\n${'─'.repeat(title.length)}`);

const says = (who: string, what: string) => `${who.padEnd(14)}  ${what}`;
