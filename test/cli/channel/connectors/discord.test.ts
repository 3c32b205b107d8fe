import { afterAll, beforeAll, expect, test } from 'vitest';
import { discord } from '../../../../cli/channel/connectors/discord.ts';
import { createHttp, type Http } from '../../../../lib/http.ts';
import { startDiscord } from '../../../../local/providers/discord/index.ts';
import type { Provider } from '../../../../local/providers/provider.ts';
import { openWebhook } from './webhook.ts';

let provider: Provider;
let ours: Awaited<ReturnType<typeof openWebhook>>;
beforeAll(async () => {
  provider = await startDiscord({ webhook: 'http://127.0.0.1:9/' });
  ours = await openWebhook('discord', () => provider.secret);
});
afterAll(async () => {
  await ours.close();
  await provider.close();
});

const http = () => createHttp(provider.origins);

test('finds that nothing is registered, registers it, and finds all well', async () => {
  const account = discord.with(provider.secret);
  const before = await account.check(ours.url, http());
  expect(before.map(({ ok }) => ok)).toEqual([true, true, false, false, false, true, true]);
  expect(before[2]?.sentence).toContain('go nowhere instead of');
  expect(await account.register(ours.url, http())).toEqual([
    expect.stringContaining('/support'),
    expect.stringContaining(ours.url),
  ]);
  const after = await account.check(ours.url, http());
  expect(after.filter(({ ok }) => !ok)).toEqual([]);
});

test('Discord does not take an address that lets its forged signature in, or that is of another key', async () => {
  const account = discord.with(provider.secret);
  const other = await openWebhook('discord', () => ({ ...provider.secret, publicKey: '0'.repeat(64) }));
  await expect(account.register(other.url, http())).rejects.toThrow(
    'Discord refused the webhook with 400: 50035: Invalid Form Body; interactions_endpoint_url: The specified URL could not be verified.',
  );
  await other.close();
  await expect(account.register('http://127.0.0.1:9/', http())).rejects.toThrow('could not be verified');
});

test('finds an address that leads elsewhere', async () => {
  const account = discord.with(provider.secret);
  await account.register(ours.url, http());
  const findings = await account.check('https://example.com/', http());
  expect(findings.filter(({ ok }) => !ok).map(({ sentence }) => sentence)).toEqual([
    expect.stringContaining(`Commands and presses go to ${ours.url} instead of https://example.com/`),
    expect.stringContaining(`Installations go to ${ours.url} instead of https://example.com/`),
  ]);
});

test('finds a public key and an application ID that are not those of the bot', async () => {
  const mixed = { ...provider.secret, publicKey: '0'.repeat(64), applicationId: '111111111111111111' };
  const findings = await discord.with(mixed).check(ours.url, http());
  expect(findings).toMatchObject([
    { ok: false, sentence: expect.stringContaining('compare the application ID') },
    { ok: false, sentence: expect.stringContaining('copy it again') },
    ...Array(5).fill({}),
  ]);
});

test('finds privileged intents that could be spared, and sessions that are used up', async () => {
  const real = http();
  const answering: Http = async (request) => {
    const response = await real(request);
    const body = JSON.parse(response.body.toString());
    const changed = { ...body, flags: 1 << 19, session_start_limit: { remaining: 0 } };
    return Array.isArray(body) ? response : { ...response, body: Buffer.from(JSON.stringify(changed)) };
  };
  const findings = await discord.with(provider.secret).check(ours.url, answering);
  expect(findings.slice(-2)).toMatchObject([
    { ok: true, sentence: expect.stringContaining('Message Content could be turned off') },
    { ok: false, sentence: expect.stringContaining('all sessions') },
  ]);
});

test('finds a token that Discord does not take, and cannot register with it', async () => {
  const account = discord.with({ ...provider.secret, botToken: 'x' });
  expect(await account.check(ours.url, http())).toMatchObject([
    { ok: false, sentence: expect.stringContaining('does not take the bot token') },
  ]);
  await expect(account.register(ours.url, http())).rejects.toThrow('401');
});

test('asks for each setting, makes the secret of the relay itself, and keeps one that is there', () => {
  const { relaySecret, ...asked } = provider.secret;
  expect(discord.questions.map(({ setting }) => setting)).toEqual(Object.keys(asked));
  expect(discord.with(provider.secret).settings).toMatchObject({ relaySecret });
  expect(discord.with(asked).settings).toMatchObject({ relaySecret: expect.stringMatching(/^.{43}$/) });
  expect(() => discord.with({ ...asked, publicKey: 'x' })).toThrow('publicKey');
  expect(discord.with(provider.secret).remains(ours.url)[0]).toContain('client_id=775799577604522054');
});
