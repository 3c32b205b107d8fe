import { createHmac } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { deployment } from '../../config/deployment.ts';
import { signedHeaders } from '../../lib/aws/sign.ts';
import { readFlow } from '../../lib/flow/flow.ts';
import { publishFlow, routeTo } from '../../lib/store/flows.ts';
import { openTable } from '../../lib/store/table.ts';
import { localAccess } from '../../local/aws/access.ts';
import { readTemplate, resourcesOf } from '../../local/cloud/template.ts';
import { openDesk } from '../../local/desk.ts';
import { type Seaway, startSeaway } from '../../local/seaway.ts';
import { tellStory } from '../../local/story.ts';
import { until } from '../../local/until.ts';
import { flow } from '../conversation/harness.ts';
import { sharedTemplate } from '../template.ts';

let template: string;
let seaway: Seaway;
beforeAll(async () => {
  template = await sharedTemplate();
  seaway = await startSeaway({ template, log: () => {} });
});
afterAll(async () => {
  await seaway.close();
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
  const desk = openDesk(seaway.cloud.origin, seaway.signIn.tokenFor);
  const offers = await Promise.all((await desk.workers()).map((worker) => desk.reservations(worker.sid)));
  return new Set(offers.flat().flatMap(({ taskSid, address }) => (address === sender ? [taskSid] : [])));
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
  expect((await fetch(`${seaway.cloud.origin}/console/me`)).status).toBe(401);
});

test('garbage from somebody who has signed in is 400 with the path of the fault', async () => {
  for (const [body, fault] of [
    ['{"half', 'body: '],
    ['{"id": 4}', 'id: '],
    [said({}), 'content: text, file or content is missing'],
    [said({ text: 'a', content: { type: 'text', text: 'b' } }), 'content: content comes by itself'],
    [said({ content: { type: 'choices', text: 'Which?' } }), 'content.options: '],
    [said({ content: { type: 'media', url: 'media:mail/1', mediaType: 'image/png' } }), 'content.url: a file lies at'],
  ] as const) {
    const answer = await asMei('POST', '/console/messages', body);
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining(fault)]);
  }
});

const said = (what: object) => JSON.stringify({ id: '1', task: 'line:main:U1', thread: 'line:main:U1', ...what });

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
    const { lines } = await openDesk(seaway.cloud.origin, seaway.signIn.tokenFor).thread(`line:main:${refused}`);
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

test('a flow asks the FAQ bot over a signed webhook, and its hand-off becomes a task', async () => {
  const table = tableOf(seaway);
  const bot = flow(
    {
      name: 'bot',
      type: 'connect-virtual-agent-v2',
      properties: { connector_name: 'faq', parameters: [{ key: 'language', value: 'de' }] },
      transitions: [{ event: 'live-agent-handoff', next: 'agent' }],
    },
    {
      name: 'agent',
      type: 'send-to-flex',
      properties: { workflow: Object.keys(deployment.workflows)[0], channel: Object.keys(deployment.taskChannels)[0] },
    },
  );
  await publishFlow(table, { name: 'faq', sid: 'faq', definition: readFlow(bot), subflows: {} }, Date.now());
  await routeTo(table, 'telegram', 'main', 'faq');
  await phone('telegram').say('4711', { type: 'text', text: 'Wann haben Sie offen?' });
  const [answer] = await until('the bot answers', () => {
    const texts = heard('4711', 'telegram');
    return texts.length > 0 ? texts : undefined;
  });
  expect(answer).toBe('Wir sind Montag bis Freitag von 9 bis 18 Uhr da.');
  await phone('telegram').say('4711', { type: 'text', text: 'Ich möchte mit einem Menschen sprechen' });
  await until('there is a task', async () => ((await tasksOf('4711')).size > 0 ? true : undefined));
});

function tableOf({ cloud }: Seaway) {
  const [table] = resourcesOf(readTemplate(template), 'AWS::DynamoDB::GlobalTable');
  const client = new DynamoDBClient({ endpoint: cloud.endpoints.dynamodb, ...localAccess });
  return openTable(client, cloud.ref(table?.id ?? '') ?? '');
}

test('somebody calls and asks for an agent: the task is on the desk, and so is what they pressed', async () => {
  const caller = '+41790001122';
  const call = await telephone().call(caller);
  await call.press('1');
  await until('the opening hours came as a text message', () => (heard(caller, 'sms').length > 0 ? true : undefined));
  await call.press('2');
  expect(call.waitsAt).toBe('Enqueue');
  const desk = openDesk(seaway.cloud.origin, seaway.signIn.tokenFor);
  const thread = `voice:main:${encodeURIComponent(caller)}`;
  const { worker, reservation } = await until('an agent is offered the call', async () => {
    for (const worker of await desk.workers()) {
      const reservation = (await desk.reservations(worker.sid)).find((offer) => offer.thread === thread);
      if (reservation) return { worker, reservation };
    }
    return undefined;
  });
  expect(call.taskSid).toBe(reservation.taskSid);
  expect(reservation).toMatchObject({ channel: 'voice', address: caller });
  await desk.answer(worker.sid, reservation, 'accepted');
  const held = await until('the agent holds the thread', async () => {
    const { holder, lines } = await desk.thread(thread);
    return holder ? { holder, lines } : undefined;
  });
  expect(held.holder.name).toBe(worker.name);
  expect(held.lines.map(({ content }) => content.text)).toContain('(pressed 2)');
  await call.hangUp();
  await until('the end is noted', async () =>
    (await desk.thread(thread)).lines.some(({ content }) => content.text?.startsWith('The call ended'))
      ? true
      : undefined,
  );
});

test('a forged call is 401, and executions are for callers with AWS credentials', async () => {
  const origin = seaway.cloud.origin;
  const form = new URLSearchParams({ CallSid: 'CA1', From: '+41790001122' });
  expect((await fetch(`${origin}/voice/main`, { method: 'POST', body: form })).status).toBe(401);
  expect((await fetch(`${origin}/flows/phone-desk/executions`, { method: 'POST', body: '{}' })).status).toBe(403);
});

test('a program has a customer called, and cannot have them called twice at once', async () => {
  const customer = '+41790003344';
  const path = '/flows/phone-desk/executions';
  const body = JSON.stringify({ from: telephone().number, to: customer, parameters: { news: 'Your card is ready.' } });
  const start = () => signedRequest('POST', path, body);
  const first = await start();
  expect(first.status).toBe(201);
  const { sid } = z.object({ sid: z.string() }).parse(await first.json());
  const second = await start();
  expect([second.status, await second.json()]).toMatchObject([409, { details: { conflicting_execution_sid: sid } }]);
  const call = telephone().calls.find((one) => one.customer === customer);
  await call?.answer();
  expect(call?.heard).toEqual(['Hello. Your card is ready.']);
  expect(await (await signedRequest('GET', `${path}/${sid}`, '')).json()).toMatchObject({ sid, status: 'ended' });
});

const telephone = () => {
  const [found] = Object.values(seaway.telephones);
  if (!found) throw new Error('there is no telephone');
  return found;
};

async function asMei(method: string, path: string, body: string): Promise<Response> {
  const authorization = `Bearer ${await seaway.signIn.tokenFor('mei')}`;
  return fetch(seaway.cloud.origin + path, { method, body, headers: { authorization } });
}

function signedRequest(method: string, path: string, body: string): Promise<Response> {
  const url = seaway.cloud.origin + path;
  const scope = { region: localAccess.region, service: 'execute-api', now: Date.now() };
  const headers = signedHeaders({ method, url, body }, localAccess.credentials, scope);
  return fetch(url, { method, headers, ...(body && { body }) });
}
