import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { deployment } from '../../config/deployment.ts';
import { channelNamed } from '../../lib/channels/index.ts';
import { signToken } from '../../lib/channels/webchat/token.ts';
import { keys } from '../../lib/store/keys.ts';
import { threadKey } from '../../lib/thread.ts';
import type { Shown } from '../../local/providers/provider.ts';
import { openPage } from '../../local/providers/webchat/page.ts';
import { customers } from '../../local/simulator/customers.ts';
import { until } from '../../local/until.ts';
import { leaflet, photo } from './deeds/files.ts';
import { sayingsOn, texts } from './deeds/sayings.ts';
import { contentsOn, isMessage, isOn, toldOn } from './deeds/sendings.ts';
import { openStage, type Stage, type Talk } from './deeds/stage.ts';

const names = deployment.accounts.map(({ channel }) => channel);

let stage: Stage;
const talks = new Map<string, Talk>();
beforeAll(async () => {
  stage = await openStage();
  // The first customers are one person on several channels.
  for (const channel of names) talks.set(channel, stage.talkWith(channel, customers[channel]?.at(-1)));
  await stage.handOver([...talks.values()]);
});
afterAll(() => stage?.close());

const eventually = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 20_000, interval: 50 });

const talkOn = (channel: string): Talk => {
  const talk = talks.get(channel);
  if (!talk) throw new Error(`there is nobody on ${channel}`);
  return talk;
};

describe('an agent sees what a customer says, and files open', { timeout: 30_000 }, () => {
  test.concurrent.each(names)('on %s', async (channel) => {
    const { provider, does, lines, linesFrom } = talkOn(channel);
    const { length: before } = await lines();
    const sayings = sayingsOn(channel, provider.can);
    for (const { says } of sayings) await does(says);
    const heard = await linesFrom(before, sayings.length);
    expect(heard.map(({ content }) => content)).toMatchObject(sayings.map(({ seen }) => seen));
    expect(heard.map(({ direction, by }) => [direction, by])).toEqual(sayings.map(() => ['in', 'customer']));
    for (const [index, { says }] of sayings.entries())
      if (says.type === 'file') expect(await stage.bytesAt(heard[index]?.content.url)).toEqual(says.data);
  });
});

describe('what an agent sends is on the phone, and its line says so', { timeout: 30_000 }, () => {
  test.concurrent.each(names)('on %s', async (channel) => {
    const { screen, shown, lines, agent } = talkOn(channel);
    const { sends } = await channelNamed(channel);
    const before = await lines();
    const target = before.find(({ content }) => content.text === texts[0])?.providerId ?? '';
    const contents = contentsOn(channel, target);
    await agent().say('Good day');
    await agent().sendFile(photo, 'The way to us');
    await agent().sendFile(leaflet);
    for (const content of contents) await agent().tell(content);

    for (const text of ['Good day', 'The way to us'])
      await until(`"${text}" is on the phone`, () => shown().find((one) => one.text === text));
    for (const content of contents)
      await until(
        `${content.type} is on the phone of ${channel}`,
        () => isOn(screen(), content, sends.includes(content.type)) || undefined,
      );
    const links = shown().flatMap(({ media, text }) => media?.url ?? /^https:\S+\/media\/\S+$/.exec(text)?.[0] ?? []);
    expect(await Promise.all(links.map(stage.bytesAt))).toEqual([photo.data, leaflet.data]);

    const types = ['text', 'media', 'media', ...contents.map(({ type }) => type)];
    await eventually(async () => {
      const said = (await lines()).slice(before.length);
      expect(said.map(({ by, content }) => [by, content.type])).toEqual(types.map((type) => [agent().name, type]));
      expect(said.filter(isMessage)).toMatchObject(said.filter(isMessage).map(() => ({ status: toldOn(channel) })));
      expect(said.flatMap(({ reason }) => reason ?? [])).toEqual([]);
    });
  });
});

describe('an agent sees answers, changes, reactions, what was read, and who leaves', { timeout: 30_000 }, () => {
  test.concurrent.each(names)('on %s', async (channel) => {
    const { provider, screen, shown, lines, does } = talkOn(channel);
    const can = (deed: (typeof provider.can)[number]) => provider.can.includes(deed);
    const { length: before } = await lines();
    const idOf = (text = '') => screen().find((one) => one.text === text)?.id ?? '';
    const [, misspelt, regretted] = texts;
    const [greeting, wrong, taken] = ['Good day', misspelt, regretted].map(idOf);
    const button = shown().findLast(({ options }) => options)?.options?.[1];
    if (can('typing')) await does({ type: 'typing' });
    // Where there is no button, its number says the same.
    await does(button ? { type: 'choice', option: button.id } : { type: 'text', text: '2' });
    if (can('react')) await does({ type: 'react', message: greeting ?? '', emoji: '👍' });
    if (can('edit')) await does({ type: 'edit', message: wrong ?? '', text: 'My order again' });
    if (can('unsend')) await does({ type: 'unsend', message: taken ?? '' });
    if (can('read')) await does({ type: 'read' });
    if (can('leave')) await does({ type: 'leave' });

    await eventually(async () => {
      const all = await lines();
      const first = all.findIndex(({ content }) => content.text === texts[0]);
      expect(all.slice(first + 1, first + 3)).toMatchObject([
        can('edit') ? { content: { text: 'My order again' }, edited: true } : { content: { text: misspelt } },
        can('unsend') ? { content: { type: 'text', text: '' }, deleted: true } : { content: { text: regretted } },
      ]);
      const greeted = all.find(({ content }) => content.text === 'Good day');
      expect(all.slice(before).map(({ content }) => content)).toMatchObject([
        { type: 'text', text: button?.text ?? '2' },
        ...(can('react') ? [{ type: 'reaction', messageId: greeted?.providerId, emoji: '👍' }] : []),
        ...(can('leave') ? [{ type: 'text', text: 'The customer left.' }] : []),
      ]);
      const status = can('read') ? 'read' : toldOn(channel);
      expect(all.filter(isMessage)).toMatchObject(all.filter(isMessage).map(() => ({ status })));
    });
    expect(provider.refusals).toEqual([]);
  });
});

describe('when a channel lets us write no more', () => {
  const hour = 3_600_000;
  /** As if the customer had last written then. */
  const silentFor = (hours: number, { thread }: Talk) =>
    stage.table.change({
      update: keys.thread(threadKey(thread)),
      set: 'SET heardAt = :at',
      when: 'attribute_exists(pk)',
      values: { ':at': Date.now() - hours * hour },
    });
  const failureOf = (talk: Talk, text: string) =>
    until('the line is marked failed', async () =>
      (await talk.lines()).find(({ status, content }) => status === 'failed' && content.text === text),
    );

  test('the agent is told what is possible instead: a template, or another channel of the same person', async () => {
    const [sms, whatsapp] = ['sms', 'whatsapp'].map((channel) => stage.talkWith(channel, customers[channel]?.[0]));
    if (!sms || !whatsapp) throw new Error('Lena is not on both');
    await sms.does({ type: 'text', text: 'Hello' });
    await stage.handOver([whatsapp]);
    await silentFor(25, whatsapp);
    await whatsapp.agent().say('Are you there?');
    expect(await failureOf(whatsapp, 'Are you there?')).toMatchObject({
      reason: "this channel lets us write for 24 hours after the customer's last message",
      remedy: `Send a template. Write to them on sms (${sms.thread.sender}).`,
    });
    await whatsapp.agent().tell({ type: 'template', id: `HX${'a'.repeat(32)}`, variables: {} });
    await until('the template is there', () => whatsapp.shown().find(({ text }) => text.startsWith('HX')));
    expect(whatsapp.shown().some(({ text }) => text === 'Are you there?')).toBe(false);
  });

  test('an agent still answers on Messenger for 7 days, and then not', async () => {
    const messenger = talkOn('messenger');
    await silentFor(48, messenger);
    await messenger.agent().say('Sorry for the wait.');
    await until('it is there', () => messenger.shown().find(({ text }) => text === 'Sorry for the wait.'));
    await silentFor(8 * 24, messenger);
    await messenger.agent().say('Still there?');
    expect(await failureOf(messenger, 'Still there?')).toMatchObject({
      reason: "this channel lets us write for 7 days after the customer's last message",
      remedy: 'Wait until the customer writes again.',
    });
  });
});

test('every answer by e-mail keeps the subject, and hangs on what the customer wrote last', () => {
  const { screen, shown } = talkOn('email');
  expect(new Set(shown().map(({ title }) => title))).toEqual(new Set(['Re: live agent']));
  for (const text of ['One moment please, we are connecting you with a live agent.', 'Good day']) {
    const at = screen().findIndex((mail) => mail.text === text);
    const [asked, answer] = screen().slice(at - 1, at + 1);
    const id = headerOf(asked, 'Message-ID');
    expect(id).toMatch(/^<.+>$/);
    expect(headerOf(answer, 'In-Reply-To')).toBe(id);
    expect(headerOf(answer, 'References')).toContain(id);
  }
});

const headerOf = (mail: Shown | undefined, name: string) =>
  new RegExp(`^${name}:\\s*(.+(?:\\r\\n\\s.+)*)`, 'im').exec(String(mail?.raw))?.[1];

test('a web chat that is opened again shows what the agent said, and by name', async () => {
  const { provider, thread, agent } = talkOn('webchat');
  const iat = Math.floor(Date.now() / 1000);
  const claims = { sub: thread.sender, account: thread.account, iat, exp: iat + 60 };
  const resume = signToken(claims, String(provider.secret.sessionKey));
  const site = { address: `${stage.seaway.cloud.origin}/webchat/main`, origin: 'https://shop.seaway.example' };
  const page = await openPage(site, { resume });
  const said = page.lines().filter(({ by }) => by === agent().name);
  expect(said.map(({ content }) => content.type)).toEqual([
    ...['text', 'media', 'media', 'location', 'contact', 'reaction', 'choices', 'template', 'choices'],
  ]);
  const [, photograph] = said;
  if (photograph?.content.type !== 'media') throw new Error('the second is no file');
  expect(await stage.bytesAt(photograph.content.url)).toEqual(photo.data);
  await page.cut();
});
