import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { accountSid, authToken, openCentre } from './centre.ts';
import { openReceiver } from './receiver.ts';

/** What Twilio's OpenAPI descriptions (2026-04) list for each resource. */
const properties = {
  conversation:
    'account_sid chat_service_sid messaging_service_sid sid friendly_name unique_name attributes state date_created date_updated timers url links bindings',
  participant:
    'account_sid conversation_sid sid identity attributes messaging_binding role_sid date_created date_updated url last_read_message_index last_read_timestamp',
  webhook: 'sid account_sid conversation_sid target url configuration date_created date_updated',
  message:
    'account_sid conversation_sid sid index author body media attributes participant_sid date_created date_updated url delivery links content_sid',
  interaction: 'sid channel routing url links interaction_context_sid webhook_ttid',
  channel: 'sid interaction_sid type status error_code error_message url links',
};

const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
const bodySchema = z.record(z.string(), z.unknown());
const ledSchema = z.object({ flexInteractionSid: z.string(), flexInteractionChannelSid: z.string() });

async function openFlex() {
  const centre = await openCentre();
  const queue = await centre.queue('Everyone');
  const workflow = await centre.workflow({ default_filter: { queue: queue.sid } });
  await centre.worker('ana');
  const { sid: workspaceSid } = await centre.workspace.fetch();
  const call = async (path: string, fields?: Record<string, string>) => {
    const sent = fields && { method: 'POST', body: new URLSearchParams(fields) };
    const response = await fetch(`${centre.standIn.origin}/v1${path}`, { headers: { authorization }, ...sent });
    return { status: response.status, body: bodySchema.parse(await response.json()) };
  };
  const begin = (name: string) =>
    call('/ConversationWithParticipants', { UniqueName: name, Participant: '{"identity": "customer"}' });
  const route = (conversation: unknown, change: object = {}) =>
    call('/Interactions', {
      Channel: JSON.stringify({
        type: 'chat',
        initiated_by: 'customer',
        properties: { media_channel_sid: conversation },
      }),
      Routing: JSON.stringify({
        properties: {
          workspace_sid: workspaceSid,
          workflow_sid: workflow.sid,
          task_channel_unique_name: 'chat',
          attributes: { external_id: 'c0ffee' },
          ...change,
        },
      }),
    });
  const led = async () => {
    const [task] = await centre.workspace.tasks.list();
    return { task, ...ledSchema.parse(JSON.parse(task?.attributes ?? '{}')) };
  };
  return { ...centre, call, begin, route, led };
}

test('every resource has exactly the properties of the specification', async () => {
  const { call, begin, route, led } = await openFlex();
  const conversation = await begin('c0ffee');
  const webhook = { Target: 'webhook', 'Configuration.Url': 'https://seaway.example', 'Configuration.Method': 'post' };
  const found = {
    conversation,
    participant: await call('/Conversations/c0ffee/Participants', { Identity: 'another' }),
    webhook: await call('/Conversations/c0ffee/Webhooks', { ...webhook, 'Configuration.Filters': 'onMessageUpdated' }),
    message: await call('/Conversations/c0ffee/Messages', { Body: 'hi' }),
    interaction: await route(conversation.body.sid),
    channel: await led().then((one) =>
      call(`/Interactions/${one.flexInteractionSid}/Channels/${one.flexInteractionChannelSid}`),
    ),
  };
  expect(Object.fromEntries(Object.entries(found).map(([name, { body }]) => [name, Object.keys(body).sort()]))).toEqual(
    Object.fromEntries(Object.entries(properties).map(([name, list]) => [name, list.split(' ').sort()])),
  );
});

describe('refuses what Twilio refuses', () => {
  test('a unique name twice, somebody who is in it already, and a conversation that is not there', async () => {
    const { call, begin } = await openFlex();
    await begin('c0ffee');
    expect(await begin('c0ffee')).toMatchObject({ status: 409, body: { code: 50353 } });
    const again = await call('/Conversations/c0ffee/Participants', { Identity: 'customer' });
    expect(again).toMatchObject({ status: 409, body: { code: 50433 } });
    expect(await call('/Conversations/nobody')).toMatchObject({ status: 404 });
  });

  test.each([
    ['longer than 1,600 characters', { Body: 'x'.repeat(1_601) }],
    ['without a text', { Body: ' ' }],
    ['with attributes that are no JSON', { Body: 'hi', Attributes: '{' }],
    ['with a parameter that there is not', { Body: 'hi', Colour: 'red' }],
  ])('a message %s', async (_, fields) => {
    const { call, begin } = await openFlex();
    await begin('c0ffee');
    expect((await call('/Conversations/c0ffee/Messages', fields)).status).toBe(400);
  });

  test('an interaction on no conversation, on one that has one, or of a workflow that there is not', async () => {
    const { begin, route } = await openFlex();
    const { body } = await begin('c0ffee');
    expect((await route(`CH${'0'.repeat(32)}`)).status).toBe(400);
    expect((await route(body.sid, { workflow_sid: `WW${'0'.repeat(32)}` })).status).toBe(400);
    expect((await route(body.sid)).status).toBe(200);
    expect((await route(body.sid)).status).toBe(400);
  });

  test('to end the task of an interaction past it', async () => {
    const { workspace, begin, route, led } = await openFlex();
    await route((await begin('c0ffee')).body.sid);
    const { task } = await led();
    const ended = workspace.tasks(task?.sid ?? '').update({ assignmentStatus: 'canceled', reason: 'because' });
    await expect(ended).rejects.toThrow('led by Flex');
  });

  test('a word in a conversation whose interaction is closed', async () => {
    const { standIn, call, begin, route } = await openFlex();
    await route((await begin('c0ffee')).body.sid);
    standIn.flexAgent('ana').accept();
    standIn.flexAgent('ana').complete();
    expect((await call('/Conversations/c0ffee/Messages', { Body: 'hi' })).status).toBe(400);
    expect((await call('/Conversations/c0ffee')).body.state).toBe('closed');
  });
});

test('tells a conversation’s webhook of what is said by the API and by agents, signed', async () => {
  const { standIn, call, begin, route } = await openFlex();
  const receiver = await openReceiver();
  const { body } = await begin('c0ffee');
  await call('/Conversations/c0ffee/Webhooks', {
    Target: 'webhook',
    'Configuration.Url': `${receiver.origin}/flex?thread=x`,
    'Configuration.Method': 'post',
    'Configuration.Filters': 'onMessageAdded',
  });
  await call('/Conversations/c0ffee/Messages', { Body: 'by us', Author: 'customer' });
  await route(body.sid);
  standIn.flexAgent('ana').accept();
  standIn.flexAgent('ana').reply('by ana');
  await standIn.settled();
  expect(
    receiver.received.map(({ isSigned, parameters: { Source, Author, Body } }) => [isSigned, Source, Author, Body]),
  ).toEqual([
    [true, 'API', 'customer', 'by us'],
    [true, 'SDK', 'ana', 'by ana'],
  ]);
});
