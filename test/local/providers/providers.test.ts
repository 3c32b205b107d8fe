import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { channels } from '../../../lib/channels/index.ts';
import { Permanent, Transient } from '../../../lib/errors.ts';
import { createHttp } from '../../../lib/http.ts';
import type { ThreadEvent } from '../../../lib/message.ts';
import { providers } from '../../../local/providers/index.ts';
import { picture } from '../../../local/providers/picture.ts';
import { customers } from '../../../local/simulator/customers.ts';
import { sampleContents } from '../../channels/kit.ts';
import { loadedChannel } from '../../channels/registered.ts';
import { type Business, openBusiness } from './business.ts';
import { openWebchatBusiness } from './webchat-business.ts';

const sentPicture = { type: 'file', name: 'picture.png', mediaType: 'image/png', data: picture() } as const;

test('every channel has a stand-in of its provider', () => {
  expect(Object.keys(providers).sort()).toEqual(Object.keys(channels).sort());
});

describe.each(Object.entries(providers))('%s', (name, start) => {
  const sender = customers[name]?.[0]?.sender ?? '';
  let business: Business;
  beforeAll(async () => {
    business = name === 'webchat' ? await openWebchatBusiness() : await openBusiness(name, start);
  });
  afterAll(() => business.close());

  test('stands in for the origins that our channel calls, with a secret that fits', () => {
    expect(business.provider.channel).toBe(name);
    expect(() => loadedChannel(name).connect(business.provider.secret)).not.toThrow();
  });

  test.each([
    { type: 'text', text: 'Grüße 😀 & more' } as const,
    sentPicture,
    { type: 'location', latitude: 35.66, longitude: 139.7 } as const,
    { type: 'sticker' } as const,
  ])('what a customer says ($type) is signed, heard and shown', async (says) => {
    const { events, provider } = business;
    events.length = 0;
    if (!provider.can.includes(says.type)) return expect(provider.say(sender, says)).rejects.toThrow();
    expect(await provider.say(sender, says, { name: 'Ada', language: 'de' })).toEqual({ status: 200, body: '' });
    expect(said(events)).toMatchObject([{ type: 'message', thread: { channel: name, account: 'main', sender } }]);
    if (says.type === 'text') expect(said(events)).toMatchObject([{ content: says }]);
    if (says.type === 'file') expect(said(events)).toMatchObject([{ content: { type: 'media' } }]);
    const last = provider.shown(sender).at(-1);
    expect(last?.from).toBe('customer');
    if (last?.media) expect(await bytesOf(last.media.url)).toEqual(pngSignature);
  });

  test('takes every kind of content that we send', async () => {
    const { provider, send } = business;
    const before = provider.shown(sender).length;
    const theirs = provider.shown(sender).find(({ from }) => from === 'customer');
    for (const content of Object.values(sampleContents)) {
      const said = content.type === 'reaction' && theirs ? { ...content, messageId: theirs.id } : content;
      const { providerId } = await send(sender, said);
      // A reaction is seen on what it is about, whether or not it has an id of its own; Slack gives none to a file.
      if (content.type !== 'reaction' && (providerId || content.type !== 'media'))
        expect(provider.shown(sender).map(({ id }) => id)).toContain(providerId);
    }
    expect(provider.refusals).toEqual([]);
    expect(provider.shown(sender).slice(before)).toMatchObject(
      expect.arrayContaining([expect.objectContaining({ from: 'business', text: sampleContents.text.text })]),
    );
  });

  test('takes a long text in parts', async () => {
    const { provider, send } = business;
    const before = provider.shown(sender).length;
    const text = 'A sentence of a long text. '.repeat(1200).trim();
    await send(sender, { type: 'text', text });
    const parts = provider.shown(sender).slice(before);
    expect(parts.map((part) => part.text).join('')).toBe(text);
    // A page joins the parts again.
    if (name !== 'webchat') expect(parts.length).toBeGreaterThan(1);
  });

  test('a customer chooses what was offered', async () => {
    const { events, provider, send } = business;
    await send(sender, sampleContents.choices);
    events.length = 0;
    const offered = provider.shown(sender).at(-1)?.options ?? [];
    const support = offered.find(({ text }) => text === 'Support')?.id;
    await provider.say(
      sender,
      support === undefined ? { type: 'text', text: '2' } : { type: 'choice', option: support },
    );
    expect(said(events)).toMatchObject([
      offered.length > 0 ? { type: 'choice', optionId: 'support' } : { type: 'message', content: { text: '2' } },
    ]);
    if (offered.length > 0)
      await expect(provider.say(sender, { type: 'choice', option: 'moon' })).rejects.toThrow('no button "moon"');
  });

  test('fails when told to, as often as told', async () => {
    const { provider, send } = business;
    provider.fail({ status: 503, times: 2 });
    const requests = provider.requests;
    for (let call = 0; call < 2; call++) await expect(send(sender, sampleContents.text)).rejects.toThrow(Transient);
    await send(sender, sampleContents.text);
    expect(provider.requests).toBe(requests + 3);
  });

  test('tells who watches, until they stop', async () => {
    const { provider, send } = business;
    const seen: string[] = [];
    const stop = provider.watch((whose, { text }) => seen.push(`${whose} ${text}`));
    await send(sender, { type: 'text', text: 'one' });
    stop();
    await send(sender, { type: 'text', text: 'two' });
    expect(seen).toEqual([`${sender} one`]);
  });

  // Whoever pushes to pages logs in at AWS, and to one that is not there nothing is pushed.
  test.skipIf(name === 'webchat')('refuses a wrong login and a sender that is none, and keeps why', async () => {
    const { provider, http, send } = business;
    provider.refusals.length = 0;
    const stranger = loadedChannel(name).connect({
      ...provider.secret,
      ...(name === 'email' ? unverified : wrongLogin),
    });
    const message = {
      id: crypto.randomUUID(),
      thread: { channel: name, account: 'main', sender },
      content: sampleContents.text,
    };
    await expect(stranger.send(message, http)).rejects.toThrow(Permanent);
    await expect(send('nobody', sampleContents.text)).rejects.toThrow(Permanent);
    expect(provider.refusals).toHaveLength(2);
    await expect(provider.say('nobody', { type: 'text', text: 'hi' })).rejects.toThrow('nobody is no');
  });

  test('refuses calls and bodies that the provider does not know', async () => {
    const { provider } = business;
    const http = createHttp();
    for (const origin of new Set(Object.values(provider.origins)))
      for (const path of [
        '/',
        '/v2/bot/message/reply',
        '/bot1:x/sendMessage',
        '/2010-04-01/Accounts/AC1/Messages.json',
      ])
        expect((await http({ method: 'POST', url: origin + path, body: '{' })).status).toBeGreaterThanOrEqual(400);
  });
});

/** What customers did; receipts and echoes of what was sent to them come beside it. */
const said = (events: ThreadEvent[]) =>
  events.filter(({ type }) => !['receipt', 'watermark', 'echoed', 'joined'].includes(type));

const wrongLogin = {
  botUserToken: 'xoxb-x',
  clientSecret: 'x',
  accessToken: 'x',
  signingSecret: `whsec_${'x'.repeat(32)}`,
  channelAccessToken: 'x',
  botToken: '1:x',
  authToken: 'x',
  clientEmail: 'x@example.com',
};
/** Amazon SES knows an account by its signature, and refuses an address that is not the account's. */
const unverified = { from: 'x@example.com' };
const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

async function bytesOf(url: string): Promise<Buffer> {
  const { body } = await createHttp()({ method: 'GET', url });
  return body.subarray(0, 8);
}
