import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connectors } from '../../../cli/channel/connectors/index.ts';
import { channels } from '../../../lib/channels/index.ts';
import { type Secrets, startSecrets } from '../../../local/aws/secrets.ts';
import type { Provider } from '../../../local/providers/provider.ts';
import { startTelegram } from '../../../local/providers/telegram/index.ts';
import { seaway } from '../terminal.ts';

const origin = 'https://seaway.example';
let data: string;
let secrets: Secrets;
let telegram: Provider;
let settings: { botToken?: unknown };
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'seaway-cli-'));
  secrets = await startSecrets({ file: join(data, 'secrets.json') });
  telegram = await startTelegram({ webhook: `${origin}/webhooks/telegram/main` });
  settings = telegram.secret;
  const told = { origin, secretsManager: secrets.endpoint, origins: telegram.origins };
  await writeFile(join(data, 'endpoints.json'), JSON.stringify(told));
});
beforeEach(() => writeFile(join(data, 'secrets.json'), JSON.stringify({ 'seaway/telegram/main': {} })));
afterAll(async () => {
  await telegram.close();
  await secrets.close();
  await rm(data, { recursive: true, force: true });
});

const run = (args: string[], typed: string[] = []) => seaway(['channel', ...args, '--local', '--data', data], typed);
const token = () => `botToken=${String(settings.botToken)}`;

test('every channel can be connected', () => {
  expect(Object.keys(connectors).sort()).toEqual(Object.keys(channels).sort());
});

test('every channel is listed, with its accounts', async () => {
  const { code, text, json } = await seaway(['channel', 'list', '--json']);
  expect(code).toBe(0);
  expect(text).toContain('"channel": "telegram"');
  expect(json()).toHaveLength(Object.keys(channels).length);
});

describe('connect', () => {
  test('asks, keeps the secret, registers the webhook, checks all of it and says what remains', async () => {
    const { code, text } = await run(['connect', 'telegram'], [String(settings.botToken)]);
    expect(text).toContain('botToken');
    expect(text).toContain(`Its webhook is ${origin}/webhooks/telegram/main`);
    expect(text).not.toMatch(/✗/);
    expect(code).toBe(0);
    expect((await run(['check', 'telegram'])).text).toMatch(/^telegram\/main\n {2}✓/);
  });

  test('keeps what is there where nothing is answered, and asks nothing that was given', async () => {
    await run(['connect', 'telegram', '--set', token(), '--yes']);
    const again = await run(['connect', 'telegram'], ['']);
    expect(again.code).toBe(0);
    expect(again.text).toContain('[kept]');
    expect(again.text).not.toContain(String(settings.botToken));
  });

  test('sends a test, and says where that went wrong', async () => {
    const sent = await run(['connect', 'telegram', '--set', token(), '--yes', '--test', '7527593001']);
    expect(sent.text).toContain('✓ The provider took a test for 7527593001.');
    expect(telegram.shown('7527593001')).toMatchObject([{ from: 'business', text: expect.stringContaining('test') }]);
    const failed = await run(['connect', 'telegram', '--set', token(), '--yes', '--test', 'nobody']);
    expect(failed).toMatchObject({ code: 1, text: expect.stringContaining('✗ The test for nobody did not go out:') });
  });

  test('says which setting does not fit, and keeps nothing', async () => {
    const { code, complaint } = await run(['connect', 'telegram', '--yes']);
    expect(code).toBe(1);
    expect(complaint).toContain('botToken');
    expect((await run(['check', 'telegram'])).text).toContain('botToken');
  });

  test.each([
    [['connect', 'pigeon'], 'there is no channel "pigeon"'],
    [['connect', 'telegram', 'second'], "{ channel: 'telegram', account: 'second', flow: 'front-desk' }"],
    [['connect', 'telegram', '--set', 'colour=blue'], '--set takes NAME=VALUE'],
    [['connect'], 'give a channel'],
  ])('%s is wrong usage', async (args, sentence) => {
    expect(await run(args)).toMatchObject({ code: 2, complaint: expect.stringContaining(sentence) });
  });

  test('says where there is no deployment to connect to', async () => {
    const { complaint } = await seaway(['channel', 'connect', 'telegram']);
    expect(complaint).toContain('--origin URL');
    const nowhere = await seaway(['channel', 'check', '--local', '--data', join(data, 'nowhere')]);
    expect(nowhere.complaint).toContain('npm start');
  });
});

test('check says in a sentence what is wrong, as text and for programs', async () => {
  await run(['connect', 'telegram', '--set', token(), '--yes']);
  await writeFile(
    join(data, 'secrets.json'),
    JSON.stringify({ 'seaway/telegram/main': { botToken: '1:wrong', secretToken: 'secret-token' } }),
  );
  const { code, text } = await run(['check', 'telegram', 'main']);
  expect(code).toBe(1);
  expect(text).toMatch(/✗ .*token/i);
  const json = await run(['check', 'telegram', '--json']);
  expect(json.json()).toMatchObject([{ channel: 'telegram', account: 'main', findings: [{ ok: false }] }]);
});
