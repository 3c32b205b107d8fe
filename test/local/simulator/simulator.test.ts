import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Seaway, startSeaway } from '../../../local/seaway.ts';
import { type Simulator, startSimulator } from '../../../local/simulator/simulator.ts';
import { until } from '../../../local/until.ts';
import { sharedTemplate } from '../../template.ts';
import { visit } from './visitor.ts';

const chen = 'U4af4980629c14b7e8d2a5f60b3c91d27';

let template: string;
let seaway: Seaway;
let simulator: Simulator;
let visitor: Awaited<ReturnType<typeof visit>>;
beforeAll(async () => {
  template = await sharedTemplate();
  seaway = await startSeaway({ template, log: () => {} });
  simulator = await startSimulator({ seaway, log: () => {} });
  visitor = await visit(simulator.origin);
});
afterAll(async () => {
  visitor.leave();
  await simulator.close();
  await seaway.close();
});

test('a customer picks a language by its button and asks for a person; one agent declines, the next one helps', async () => {
  await visitor.write('line', chen, '你好');
  const { options = [] } = await visitor.read('line', chen, 'Which language');
  const option = options.find(({ text }) => text === '中文')?.id ?? '';
  await visitor.act({ type: 'customer', channel: 'line', sender: chen, says: { type: 'choice', option } });
  await visitor.read('line', chen, '怎麼稱呼');
  await visitor.write('line', chen, '陳美玲');
  await visitor.read('line', chen, '陳美玲');
  await visitor.write('line', chen, '真人');

  const first = await visitor.work(chen, 'pending');
  const answer = (work: typeof first, answer: 'accepted' | 'rejected' | 'wrapping' | 'completed') =>
    visitor.act({ type: 'answer', worker: work.agent.sid, reservation: work.reservation.sid, answer });
  await answer(first, 'rejected');
  const second = await visitor.work(chen, 'pending', first.agent.sid);
  await answer(second, 'accepted');
  await until('the conversation is theirs', () =>
    visitor.thread(second.reservation.thread)?.holder?.sid === second.agent.sid ? true : undefined,
  );

  const said = {
    type: 'say',
    id: randomUUID(),
    worker: second.agent.sid,
    reservation: second.reservation.sid,
    text: '您好！',
  } as const;
  expect(await Promise.all([visitor.send(said), visitor.send(said)])).toEqual([{ status: 200 }, { status: 200 }]);
  await visitor.read('line', chen, '您好！');
  await visitor.write('line', chen, '謝謝');
  await until('the agent reads it', () =>
    visitor.thread(second.reservation.thread)?.lines.find(({ content }) => content.text === '謝謝'),
  );
  expect(visitor.screen('line', chen).filter(({ text }) => text === '您好！')).toHaveLength(1);

  await answer(second, 'wrapping');
  await visitor.work(chen, 'wrapping');
  await answer(second, 'completed');
  await until('nobody has anything left', () =>
    visitor.agents().every(({ reservations }) => reservations.length === 0) ? true : undefined,
  );
  expect((await answer(second, 'completed')).error).toMatch(/does not have this any more/);
});

test('an agent proves whose phone it is, and the customer is known by name on it', async () => {
  const [line, sms] = ['Uc0ffee5ea0a14d3f9b7246d81e35f79a', '+41790000001'];
  await visitor.write('line', line, 'hello');
  await visitor.read('line', line, 'Which language');
  await visitor.write('line', line, 'Deutsch');
  await visitor.read('line', line, 'Wie');
  await visitor.write('line', line, 'Lena Keller');
  await visitor.read('line', line, 'Lena Keller');
  await visitor.write('line', line, 'Mitarbeiter');
  const { agent, reservation } = await visitor.work(line, 'pending');
  const worker = agent.sid;
  await visitor.act({ type: 'answer', worker, reservation: reservation.sid, answer: 'accepted' });
  const proof = { type: 'prove', worker, thread: reservation.thread } as const;
  expect((await visitor.act({ ...proof, phone: '0790000001' })).error).toMatch(/starts with \+ and its country/);
  expect(await visitor.act({ ...proof, phone: sms })).toEqual({ status: 200 });
  await visitor.act({ type: 'answer', worker, reservation: reservation.sid, answer: 'completed' });
  await visitor.write('sms', sms, 'hallo');
  await visitor.read('sms', sms, 'Lena Keller');
});

test('a caller waits in the queue, an agent talks with them, and ends the call by wrapping up', async () => {
  const caller = '+34600000003';
  await visitor.act({ type: 'call', account: 'main', customer: caller });
  const { sid } = await visitor.call(caller, ({ waitsAt }) => waitsAt === 'Gather');
  await visitor.act({ type: 'telephone', call: sid, does: { type: 'press', digits: '2' } });
  const { taskSid } = await visitor.call(
    caller,
    ({ waitsAt, taskSid }) => waitsAt === 'Enqueue' && taskSid !== undefined,
  );
  const { agent, reservation } = await visitor.work(caller, 'pending');
  expect(reservation.taskSid).toBe(taskSid);
  const answer = (answer: 'accepted' | 'wrapping' | 'completed') =>
    visitor.act({ type: 'answer', worker: agent.sid, reservation: reservation.sid, answer });
  await answer('accepted');
  await visitor.work(caller, 'accepted');
  await answer('wrapping');
  // That the call is over is told before what ended it.
  await visitor.call(caller, ({ state, steps }) => state === 'completed' && steps.at(-1)?.text === 'The agent hung up');
  await answer('completed');
});

test('an agent who is away can be made available again', async () => {
  const [{ sid: worker } = { sid: '' }] = visitor.agents();
  const be = (activity: string) => visitor.act({ type: 'activity', worker, activity });
  const is = (activity: string, available: boolean) =>
    until(`the agent is ${activity}`, () =>
      visitor.agents().find((one) => one.sid === worker && one.activity === activity && one.available === available),
    );
  await be('Break');
  await is('Break', false);
  await be('Available');
  await is('Available', true);
  expect((await be('Fishing')).error).toBe('there is no activity "Fishing" in config/taskrouter.json');
});

test('what cannot be done is told in a sentence', async () => {
  expect((await visitor.write('line', 'U0', 'hello')).error).toBe('there is no customer U0 on line');
  expect((await visitor.write('fax', chen, 'hello')).error).toBe(`there is no customer ${chen} on fax`);
  const choice = { type: 'customer', channel: 'line', sender: chen, says: { type: 'choice', option: 'gone' } } as const;
  expect((await visitor.act(choice)).error).toMatch(/there is no button "gone"/);
  expect((await visitor.act({ type: 'activity', worker: 'WK0', activity: 'Break' })).error).toMatch(/no such agent/);
});

test('whoever comes later sees all there was, with its marks', async () => {
  await visitor.write('telegram', '7527593001', 'hi');
  await visitor.read('telegram', '7527593001', 'Which language');
  const other = await visit(simulator.origin);
  await until('the other page shows it', () => other.screen('telegram', '7527593001')[1]);
  expect(other.screen('telegram', '7527593001')).toEqual(visitor.screen('telegram', '7527593001'));
  expect(other.screen('telegram', '7527593001')[0]).toMatchObject({ text: 'hi', mark: { state: 'taken' } });
  other.leave();
});

test('only the page itself may act, and only under its own name', async () => {
  const status = (method: string, path: string, headers: Record<string, string>) =>
    new Promise((resolve, reject) => {
      const asked = request(simulator.origin + path, { method, headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      asked.on('error', reject).end(method === 'POST' ? '{}' : undefined);
    });
  const json = { 'content-type': 'application/json' };
  expect(await status('GET', '/', { host: 'evil.example' })).toBe(403);
  expect(await status('GET', '/events', { host: 'evil.example' })).toBe(403);
  expect(await status('POST', '/actions', json)).toBe(403);
  expect(await status('POST', '/actions', { ...json, origin: 'https://evil.example' })).toBe(403);
  expect(await status('POST', '/actions', { origin: simulator.origin, 'content-type': 'text/plain' })).toBe(403);
  expect(await status('POST', '/actions', { ...json, origin: simulator.origin })).toBe(422);
});

test('the page is whole in itself', async () => {
  const page = await fetch(simulator.origin);
  const html = await page.text();
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
  const parts = [...html.matchAll(/(?:src|href)="(\/[^"]*)"/g)].map(([, path]) => path);
  expect(parts).toEqual(['/style.css', '/main.js']);
  for (const path of parts) {
    const part = await fetch(simulator.origin + path);
    expect(part.status).toBe(200);
    expect(await part.text()).not.toMatch(/@import|url\(/);
  }
  expect((await fetch(`${simulator.origin}/../package.json`)).status).toBe(404);
});
