import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buffer } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { custom } from '../../lib/channels/custom/index.ts';
import { Permanent } from '../../lib/errors.ts';
import { createHttp } from '../../lib/http.ts';
import type { ThreadEvent } from '../../lib/message.ts';
import { listen } from '../../local/aws/listen.ts';
import { outbound, webhook } from './kit.ts';

const page = readFileSync(new URL('../../docs/channels/custom-examples.md', import.meta.url), 'utf8');
const secret = { url: 'https://shop.example/', signingSecret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' };

describe.each([
  ['python', 'python3', 'shop.py', 'Hello from Python'],
  ['ts', process.execPath, 'shop.ts', 'Hello from TypeScript'],
])('the example of the documentation in %s', (language, command, file, greeting) => {
  test('says something, takes our message, reports it, and refuses what another secret signed', async () => {
    const { events, address } = await openWebhook();
    const http = createHttp({ 'https://shop.example': await startExample(language, command, file, address) });
    await vi.waitUntil(() => events.length === 1, 5_000);
    expect(events).toMatchObject([
      { type: 'message', thread: { sender: 'customer-17' }, content: { type: 'text', text: greeting } },
    ]);
    const message = outbound('custom', { type: 'text', text: 'Grüße 😀' });
    expect(await custom.connect(secret).send(message, http)).toEqual({ providerId: message.id });
    await vi.waitUntil(() => events.length === 2, 5_000);
    expect(events[1]).toMatchObject({ type: 'receipt', messageId: message.id, status: 'delivered' });
    const stranger = custom.connect({ ...secret, signingSecret: `whsec_${'x'.repeat(32)}` });
    await expect(stranger.send(message, http)).rejects.toThrow(Permanent);
  }, 20_000);
});

/** Our webhook, as far as the channel goes: what is genuine is read. */
async function openWebhook() {
  const events: ThreadEvent[] = [];
  const server = createServer(async (request, response) => {
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const received = webhook({ url: address, body: await buffer(request), headers });
    const accepted = custom.connect(secret).verify(received).verdict === 'accept';
    if (accepted) events.push(...custom.receive(received, 'main').events);
    response.writeHead(accepted ? 200 : 401).end();
  });
  const address = `http://127.0.0.1:${await listen(server, 0)}/webhooks/custom/main`;
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { events, address };
}

/** Runs the code of the page and gives its origin, which it prints as a port. */
async function startExample(language: string, command: string, file: string, address: string): Promise<string> {
  const code = new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 's').exec(page)?.[1] ?? '';
  const folder = mkdtempSync(join(tmpdir(), 'custom-'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(folder, file), code);
  const env = { ...process.env, SIGNING_SECRET: secret.signingSecret, SEAWAY: address, PORT: '0' };
  const example = spawn(command, [join(folder, file)], { env, stdio: ['ignore', 'pipe', 'ignore'] });
  onTestFinished(async () => {
    example.kill();
    await once(example, 'exit');
    rmSync(folder, { recursive: true });
  });
  const [port] = await once(createInterface(example.stdout), 'line');
  return `http://127.0.0.1:${port}`;
}
