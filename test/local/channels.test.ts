import { afterAll, beforeAll, expect, test } from 'vitest';
import { deployment } from '../../config/deployment.ts';
import { otherThreads } from '../../lib/store/other-threads.ts';
import { threadKey } from '../../lib/thread.ts';
import { tableOf } from '../../local/bench/stage.ts';
import { openDesk } from '../../local/desk.ts';
import type { Discord } from '../../local/providers/discord/index.ts';
import type { Provider } from '../../local/providers/provider.ts';
import { type Seaway, startSeaway } from '../../local/seaway.ts';
import { customers } from '../../local/simulator/customers.ts';
import { until } from '../../local/until.ts';
import { sharedTemplate } from '../template.ts';

let template: string;
let seaway: Seaway;
beforeAll(async () => {
  template = await sharedTemplate();
  seaway = await startSeaway({ template, log: () => {} });
});
afterAll(async () => {
  await seaway?.close();
});

const phoneOf = (channel: string): Provider => {
  const phone = seaway.phones[channel];
  if (!phone) throw new Error(`there is no phone for ${channel}`);
  return phone;
};
const heardBy = (channel: string, sender: string) =>
  phoneOf(channel)
    .shown(sender)
    .filter(({ from }) => from === 'business');

const names = deployment.accounts.map(({ channel }) => channel);

test.each(names)(
  '%s: hello is answered with the languages, and one of them with the next question',
  async (channel) => {
    const phone = phoneOf(channel);
    // The first ones are one person on several channels, who is asked but once.
    const customer = customers[channel]?.at(-1);
    if (!customer) throw new Error(`there is nobody on ${channel}`);
    const { sender } = customer;
    const answers = () => heardBy(channel, sender);
    await expect(phone.say(sender, { type: 'text', text: 'Hello' }, customer)).resolves.toMatchObject({
      status: expect.toSatisfy((status: number) => status < 300),
    });
    await until('the languages are asked for', () => answers().find(({ text }) => text.includes('Which language')));
    const option = answers()
      .flatMap(({ options = [] }) => options)
      .find(({ text }) => text === 'Deutsch');
    // Where there is no button, its number says the same.
    await phone.say(sender, option ? { type: 'choice', option: option.id } : { type: 'text', text: '2' }, customer);
    await until('the name is asked for in German', () => answers().find(({ text }) => text.includes('Wie')));
    expect(phone.refusals).toEqual([]);
  },
);

test('who wrote by SMS is known on WhatsApp: one person, on two threads', async () => {
  const [sms, whatsapp] = [customers.sms?.[0], customers.whatsapp?.[0]];
  if (!sms || !whatsapp) throw new Error('Lena is not on both');
  for (const [says, answer] of [
    ['Hello', 'Which language'],
    ['2', 'Wie'],
    ['Lena', 'Lena'],
  ] as const) {
    await phoneOf('sms').say(sms.sender, { type: 'text', text: says }, sms);
    await until(`"${says}" is answered`, () => heardBy('sms', sms.sender).find(({ text }) => text.includes(answer)));
  }
  await phoneOf('whatsapp').say(whatsapp.sender, { type: 'text', text: 'Hello' }, whatsapp);
  const [greeting] = await until('she is greeted', () => {
    const heard = heardBy('whatsapp', whatsapp.sender);
    return heard.length > 0 ? heard : undefined;
  });
  expect(greeting?.text).toContain('Lena');
  const threads = [
    { channel: 'sms', account: 'main', sender: sms.sender },
    { channel: 'whatsapp', account: 'main', sender: whatsapp.sender },
  ] as const;
  expect(await otherThreads(tableOf(seaway, template), threads[1])).toEqual([threads[0]]);
});

test('what begins with a slash command in a server of Discord goes on in direct messages', async () => {
  const robin = customers.discord?.[0];
  const discord = phoneOf('discord');
  if (!robin || !isDiscord(discord)) throw new Error('Robin is not on Discord');
  await discord.command(robin.sender, 'Hello', true, robin);
  await until('the languages are asked for', () => heardBy('discord', robin.sender)[0]?.options);
  await discord.say(robin.sender, { type: 'text', text: '1' }, robin);
  await until('the name is asked for', () => heardBy('discord', robin.sender)[1]);
  const thread = threadKey({ channel: 'discord', account: 'main', sender: robin.sender });
  const { lines } = await openDesk(seaway.cloud.origin, seaway.signIn.tokenFor).thread(thread);
  expect(lines.map(({ by, content }) => [by, content.type])).toEqual([
    ['customer', 'text'],
    ['flow', 'choices'],
    ['customer', 'text'],
    ['flow', 'text'],
  ]);
  expect(discord.refusals).toEqual([]);
});

const isDiscord = (provider: Provider): provider is Discord => 'command' in provider;
