import { createHmac } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { localAccess } from '../../local/aws/access.ts';
import { synthesize } from '../../local/cloud/synth.ts';
import { openDesk } from '../../local/desk.ts';
import { type Seaway, startSeaway } from '../../local/seaway.ts';
import { tellStory } from '../../local/story.ts';
import { until } from '../../local/until.ts';

let folder: string;
let seaway: Seaway;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seaway-test-'));
  await synthesize(folder);
  seaway = await startSeaway({ template: folder, log: () => {} });
});
afterAll(async () => {
  await seaway.close();
  await rm(folder, { recursive: true, force: true });
});

const phone = (channel: string) => {
  const found = seaway.phones[channel];
  if (!found) throw new Error(`there is no phone for ${channel}`);
  return found;
};
let people = 0;
const somebody = () => {
  people += 1;
  return `U${String(people).padStart(32, '0')}`;
};
const heard = (sender: string, channel = 'line') =>
  phone(channel)
    .shown(sender)
    .filter(({ from }) => from === 'business')
    .map(({ text }) => text);
const write = (sender: string, text: string) => phone('line').say(sender, { type: 'text', text });

/** The tasks that TaskRouter has for this customer. */
async function tasksOf(sender: string) {
  const desk = openDesk(seaway.cloud.origin);
  const offers = await Promise.all((await desk.workers()).map((worker) => desk.reservations(worker.sid)));
  return new Set(
    offers.flat().flatMap(({ taskSid, attributes }) => (attributes.customerAddress === sender ? [taskSid] : [])),
  );
}

test('the story of the mission, on the bundles that would be deployed', async () => {
  const told: string[] = [];
  await tellStory(seaway, (line) => told.push(line));
  expect(told.join('\n')).toMatch(/declines[\s\S]*accepts[\s\S]*completes[\s\S]*怡君，歡迎回來！/);
});

test('a forged webhook is 401 and starts nothing', async () => {
  const body = JSON.stringify({ destination: 'U0', events: [] });
  const url = `${seaway.cloud.origin}/webhooks/line/main`;
  const answer = await fetch(url, { method: 'POST', body, headers: { 'x-line-signature': 'Zm9yZ2Vk' } });
  expect(answer.status).toBe(401);
  expect((await fetch(`${seaway.cloud.origin}/webhooks/fax/main`, { method: 'POST', body })).status).toBe(404);
  expect((await fetch(url, { method: 'POST', body: 'x'.repeat(600_000) })).status).toBe(413);
  expect((await fetch(`${seaway.cloud.origin}/console/workers`)).status).toBe(403);
});

test('a genuine webhook that cannot be read is answered 200 and kept with its reason', async () => {
  const { channelSecret } = phone('line').secret;
  const body = '{"destination": "U0", "events": [{';
  const signature = createHmac('sha256', String(channelSecret)).update(body).digest('base64');
  const url = `${seaway.cloud.origin}/webhooks/line/main`;
  const answer = await fetch(url, { method: 'POST', body, headers: { 'x-line-signature': signature } });
  expect(answer.status).toBe(200);
  const client = new SQSClient({ endpoint: seaway.cloud.endpoints.sqs, ...localAccess });
  const QueueUrl = seaway.cloud.outputs.InboundDeadLetters;
  const { Messages } = await client.send(new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ['All'] }));
  expect(Buffer.from(JSON.parse(Messages?.[0]?.Body ?? '{}').body, 'base64').toString()).toBe(body);
  expect(Messages?.[0]?.MessageAttributes?.reason?.StringValue).toMatch(/JSON/);
});

test('a provider that is away for a moment gets the message later, one that refuses it never, and the line says why', async () => {
  const [patient, refused] = [somebody(), somebody()];
  phone('line').fail({ status: 503 });
  await write(patient, 'hello');
  await until('the answer came at the second try', () => (heard(patient).length === 1 ? true : undefined));
  phone('line').fail({ status: 400, body: { message: 'The user is gone' }, times: 2 });
  await write(refused, 'hello');
  const line = await until('the line is marked failed', async () => {
    const { lines } = await openDesk(seaway.cloud.origin).thread(`line:main:${refused}`);
    return lines.find(({ status }) => status === 'failed');
  });
  expect(line.reason).toContain('The user is gone');
});

test('TaskRouter away, and an answer of it lost: the customer is told, and there is one task', async () => {
  const customer = somebody();
  seaway.taskRouter.faults.request({ type: 'status', status: 503, times: 3, match: /POST .*Tasks/ });
  await write(customer, 'live agent');
  await until('the customer is told', () => (heard(customer).some((text) => /trouble/.test(text)) ? true : undefined));
  await until('there is a task', async () => ((await tasksOf(customer)).size > 0 ? true : undefined));

  const other = somebody();
  seaway.taskRouter.faults.request({ type: 'status', status: 503, committed: true, times: 1, match: /POST .*Tasks/ });
  await write(other, 'live agent');
  await until('there is a task', async () => ((await tasksOf(other)).size > 0 ? true : undefined));
  expect((await tasksOf(other)).size).toBe(1);
});
