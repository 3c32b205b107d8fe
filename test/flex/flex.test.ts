import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Permanent } from '../../lib/errors.ts';
import { startTable } from '../conversation/harness.ts';
import { openFlexStage } from './stage.ts';

let table: Awaited<ReturnType<typeof startTable>>;
beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.close());

const open = () => openFlexStage(table.table, ['ana@shop.example']);
const ben = 'ben@shop.example';
const openWithBen = () => openFlexStage(table.table, ['ana@shop.example', ben]);

/** A customer is with ana. */
async function openAccepted() {
  const stage = await open();
  stage.write('I need a human');
  await stage.settle();
  stage.agent().accept();
  await stage.settle();
  return stage;
}

const lastRead = (stage: { agent(): { reads(): { author: string; body: string }[] } }) => stage.agent().reads().at(-1);

describe('a hand-off', () => {
  test('is an interaction on a conversation: four calls, and the agent sees what was said', async () => {
    const stage = await open();
    stage.write('I need a human');
    await stage.settle();
    const calls = stage.requests.map(
      ({ method, url }) => `${method} ${new URL(url).pathname.replaceAll(/CH\w{32}/g, 'CH')}`,
    );
    expect(calls.toSorted()).toEqual([
      'POST /v1/ConversationWithParticipants',
      'POST /v1/Conversations/CH/Messages',
      'POST /v1/Conversations/CH/Webhooks',
      'POST /v1/Interactions',
    ]);
    stage.agent().accept();
    await stage.settle();
    expect(stage.agent().reads()).toEqual([
      { author: 'Seaway', body: 'What was said so far:\nCustomer: I need a human\nBot: One moment.' },
    ]);
    expect(await stage.state()).toMatchObject({
      owner: 'agent',
      handOff: { state: 'accepted', worker: { name: 'ana@shop.example' } },
    });
  });

  test('tells Flex and routing what every task tells', async () => {
    const stage = await open();
    stage.write('I need a human');
    await stage.settle();
    const [task] = await stage.workspace.tasks.list();
    const state = await stage.state();
    expect(JSON.parse(task?.attributes ?? '')).toMatchObject({
      external_id: state?.handOff?.externalId,
      topic: 'help',
      customerName: stage.thread.sender,
      flexInteractionSid: expect.stringMatching(/^KD/),
    });
    expect(state?.handOff?.sid).toBe(task?.sid);
  });

  test.each([
    ['the conversation', /POST .*ConversationWithParticipants/],
    ['what was said so far', /POST .*Messages/],
    ['the webhook', /POST .*Webhooks/],
    ['the interaction', /POST .*Interactions/],
  ])('is one hand-off also when Twilio made %s and the answer was lost', async (_, match) => {
    const stage = await open();
    stage.standIn.faults.request({ type: 'status', status: 500, committed: true, match });
    stage.write('I need a human');
    await stage.settle();
    expect(stage.dead).toEqual([]);
    expect(await stage.workspace.tasks.list()).toHaveLength(1);
    stage.agent().accept();
    stage.agent().reply('Hello');
    await stage.settle();
    expect(stage.agent().reads()).toHaveLength(2);
    expect(stage.told()).toEqual(['One moment.', 'Hello']);
  });

  test('that Twilio refuses is told to the customer', async () => {
    const stage = await open();
    stage.standIn.faults.request({ type: 'status', status: 403, match: /POST .*Interactions/ });
    stage.write('I need a human');
    await stage.settle();
    expect(stage.told()).toEqual(['One moment.', 'That failed.']);
    expect((await stage.state())?.handOff).toBeUndefined();
  });
});

describe('while it lasts', () => {
  test("a customer's message is one call, under their own name", async () => {
    const stage = await openAccepted();
    stage.requests.length = 0;
    stage.write('Are you there?');
    await stage.settle();
    expect(stage.requests).toHaveLength(1);
    const read = lastRead(stage);
    expect(read?.body).toBe('Are you there?');
    expect(read?.author).toMatch(/^[0-9a-f]{32}$/);
  });

  test('a long message comes as several, once each, also where an answer was lost in between', async () => {
    const stage = await openAccepted();
    stage.standIn.faults.request({ type: 'status', status: 503, committed: true, match: /POST .*Messages/ });
    const long = 'All of it. '.repeat(300);
    stage.write(long);
    await stage.settle();
    const bodies = stage
      .agent()
      .reads()
      .slice(1)
      .map(({ body }) => body);
    expect(bodies.length).toBeGreaterThan(1);
    expect(bodies.join('')).toBe(long);
  });

  test("the agent's reply reaches the customer once, and is written down under the agent's name", async () => {
    const stage = await openAccepted();
    stage.standIn.faults.callback({ type: 'duplicate', match: /onMessageAdded/ });
    stage.agent().reply('How can I help?');
    await stage.settle();
    expect(stage.told()).toEqual(['One moment.', 'How can I help?']);
    expect((await stage.lines()).at(-1)).toMatchObject({ direction: 'out', by: 'ana@shop.example', status: 'sent' });
  });

  test('webhooks are signed, for exactly the address that was given', async () => {
    const stage = await openAccepted();
    stage.agent().reply('How can I help?');
    await stage.settle();
    const told = stage.receiver.received.filter(({ path }) => path.startsWith('/flex/'));
    expect(told.length).toBeGreaterThan(0);
    expect(told.every(({ isSigned }) => isSigned)).toBe(true);
  });

  test('a reply that the channel refuses is shown to the agent with what can be done', async () => {
    const stage = await openAccepted();
    stage.refuse(new Permanent('the window is closed', { remedy: 'Send a template.' }));
    stage.agent().reply('How can I help?');
    await stage.settle();
    expect(lastRead(stage)).toEqual({
      author: 'Seaway',
      body: 'Not delivered (“How can I help?”): the window is closed. Send a template.',
    });
  });

  test('a reply is the agent’s also where TaskRouter is slow to say that they have accepted', async () => {
    const stage = await open();
    stage.write('I need a human');
    await stage.settle();
    stage.standIn.faults.callback({ type: 'drop', match: /reservation.accepted/ });
    stage.agent().accept();
    stage.agent().reply('I am on it.');
    await stage.settle();
    expect(stage.told()).toEqual(['One moment.', 'I am on it.']);
  });

  test('a file of the agent is kept with us and goes out as any other', async () => {
    const stage = await openAccepted();
    const { handOff } = (await stage.state()) ?? {};
    stage.put({
      type: 'agent-said',
      id: 'IM1',
      thread: stage.thread,
      at: Date.now(),
      worker: { sid: 'ana', name: 'ana' },
      taskSid: '',
      inFlex: handOff?.externalId,
      content: { type: 'media', url: 'flex:IS1/ME1', mediaType: 'application/pdf', name: 'offer.pdf' },
    });
    await stage.settle();
    expect(stage.sent.at(-1)?.content).toMatchObject({
      type: 'media',
      url: expect.stringMatching(/^https:\/\/files.example\/media\/.*\.pdf$/),
    });
  });
});

describe('the end', () => {
  test('comes when the agent completes it in Flex', async () => {
    const stage = await openAccepted();
    stage.agent().complete();
    await stage.settle();
    const state = await stage.state();
    expect(state).toMatchObject({ status: 'closed', owner: 'flow' });
    expect(state?.handOff).toBeUndefined();
  });

  test('does not swallow the last words, whichever of Twilio’s webhooks comes first', async () => {
    const stage = await openAccepted();
    stage.agent().reply('Good bye.');
    await stage.standIn.settled();
    const [said] = stage.inbox.splice(0, 1);
    stage.agent().complete();
    await stage.settle();
    if (said) stage.put(said);
    await stage.settle();
    expect(stage.told()).toEqual(['One moment.', 'Good bye.']);
  });

  test('leaves nobody waiting who writes while the agent wraps up: another task is made', async () => {
    const stage = await openAccepted();
    stage.agent().wrapUp();
    await stage.settle();
    stage.write('One more thing');
    await stage.settle();
    const tasks = await stage.workspace.tasks.list();
    expect(tasks.map(({ assignmentStatus }) => assignmentStatus)).toEqual(['wrapping', 'pending']);
    expect((await stage.state())?.handOff).toMatchObject({ sid: tasks[1]?.sid });
  });

  test('closes the conversation also where nobody has taken the task in time', async () => {
    const stage = await open();
    stage.write('I need a human');
    await stage.settle();
    const conversation = (await stage.state())?.handOff?.externalId ?? '';
    stage.clock.advance(3_600_000);
    await stage.settle();
    expect(stage.told()).toEqual(['One moment.', 'Nobody is free.']);
    expect(await stage.isOpen(conversation)).toBe(false);
  });

  test('closes the interaction, and never touches its task, where the customer leaves before an agent comes', async () => {
    const stage = await open();
    stage.write('I need a human');
    await stage.settle();
    stage.put({ type: 'left', id: 'left', thread: stage.thread, at: Date.now() });
    await stage.settle();
    expect(stage.dead).toEqual([]);
    expect((await stage.workspace.tasks.list()).map(({ assignmentStatus }) => assignmentStatus)).toEqual(['canceled']);
    const changes = stage.requests.filter(({ method, url }) => method === 'POST' && url.includes('/Tasks/'));
    expect(changes).toEqual([]);
  });
});

describe('handed on in Flex', () => {
  test.each(['now', 'later'] as const)('to a colleague, it goes on with them (the first leaves %s)', async (leaves) => {
    const stage = await openWithBen();
    stage.write('I need a human');
    await stage.settle();
    stage.agent().accept();
    await stage.settle();
    stage.agent().transfer(ben, { leaves });
    await stage.settle();
    stage.agent(ben).accept();
    stage.agent(ben).reply('Ben here.');
    await stage.settle();
    stage.write('Hello Ben');
    await stage.settle();
    expect(await stage.state()).toMatchObject({ owner: 'agent', handOff: { worker: { name: ben } } });
    expect(stage.agent(ben).reads().at(-1)?.body).toBe('Hello Ben');
    stage.agent(ben).complete();
    await stage.settle();
    expect(await stage.state()).toMatchObject({ status: 'closed', owner: 'flow' });
    expect(stage.told()).toEqual(['One moment.', 'Ben here.']);
  });

  test('it is not lost where the end of the first task is heard of before the second task', async () => {
    const stage = await openWithBen();
    stage.write('I need a human');
    await stage.settle();
    stage.agent().accept();
    await stage.settle();
    stage.agent().transfer(ben);
    await stage.standIn.settled();
    const events = stage.inbox.splice(0);
    const late = events.filter((event) => event.type === 'task' && event.event !== 'completed');
    for (const event of events.filter((one) => !late.includes(one))) stage.put(event);
    await stage.settle();
    for (const event of late) stage.put(event);
    await stage.settle();
    stage.agent(ben).accept();
    await stage.settle();
    stage.write('Hello Ben');
    await stage.settle();
    expect(stage.agent(ben).reads().at(-1)?.body).toBe('Hello Ben');
    expect(await stage.state()).toMatchObject({ owner: 'agent', handOff: { worker: { name: ben } } });
  });
});

describe('what is shown to the agent', () => {
  test('has the address of a customer’s file, as soon as it is kept', async () => {
    const stage = await openAccepted();
    const content = { type: 'media', url: 'line:123', mediaType: 'image/png', name: 'photo.png' } as const;
    stage.put({ type: 'message', id: 'm9', thread: stage.thread, at: 1_700_000_600_000, messageId: 'm9', content });
    await stage.hear();
    const bridged = stage.outbox.filter(({ effect }) => effect.type === 'bridge');
    stage.outbox.splice(0, stage.outbox.length, ...bridged);
    await stage.carry();
    expect(stage.outbox).toHaveLength(1);
    const [line] = (await stage.lines()).slice(-1);
    await stage.settleFile(line?.sk ?? '', 'line:123', { url: 'media:media/x/photo.png', mediaType: 'image/png' });
    await stage.settle();
    expect(lastRead(stage)?.body).toBe('https://files.example/media/x/photo.png');
  });

  test('is nothing of what happens after the end', async () => {
    const stage = await openAccepted();
    stage.agent().complete();
    await stage.settle();
    stage.requests.length = 0;
    stage.refuse(new Permanent('blocked'));
    stage.write('Hello again');
    await stage.hear();
    expect(stage.outbox.filter(({ effect }) => effect.type === 'bridge')).toEqual([]);
  });
});

test('a task from before Flex was the desk is ended as always', async () => {
  const stage = await open();
  const { sid } = await stage.task({ external_id: 'old' });
  await stage.endTask(sid);
  expect(await stage.statusOf(sid)).toBe('canceled');
});
