import { onTestFinished } from 'vitest';
import { parseForm } from '../../lib/channels/shared/form.ts';
import type { Settled } from '../../lib/delivery/keep-media.ts';
import { type Carrier, deliver } from '../../lib/delivery.ts';
import type { Effect } from '../../lib/effect.ts';
import { Permanent, Transient } from '../../lib/errors.ts';
import { openFlexApi } from '../../lib/flex/api.ts';
import type { Flex } from '../../lib/flex/flex.ts';
import { flexTasks } from '../../lib/flex/tasks.ts';
import { isListener, readAgentMessage } from '../../lib/flex/webhook.ts';
import { createHttp, type Http, type HttpRequest } from '../../lib/http.ts';
import type { OutboundMessage, ThreadEvent } from '../../lib/message.ts';
import { openHandOffs } from '../../lib/store/flex.ts';
import type { Table } from '../../lib/store/table.ts';
import { openTranscript } from '../../lib/store/transcript.ts';
import { readTaskEvent } from '../../lib/tasks/events.ts';
import { openTaskRouter } from '../../lib/tasks/taskrouter.ts';
import { openTasks } from '../../lib/tasks/tasks.ts';
import { handOff } from '../conversation/flows.ts';
import { openBench, text } from '../conversation/harness.ts';
import { accountSid, authToken, openCentre } from '../local/twilio/centre.ts';
import { openReceiver } from '../local/twilio/receiver.ts';

export type FlexStage = Awaited<ReturnType<typeof openFlexStage>>;

/**
 * A customer, our conversations on a real table, and agents in Flex's stand-in. What travels in lies in `inbox` and what is to
 * be carried out in `outbox`, until the test lets it arrive.
 */
export async function openFlexStage(table: Table, names: readonly string[] = ['ana@shop.example', 'ben@shop.example']) {
  const bench = await openBench(table, handOff);
  const thread = bench.thread(`U${Math.random()}`);
  const inbox: ThreadEvent[] = [];
  const outbox: { effect: Effect; again: boolean; receives: number }[] = [];
  const sent: OutboundMessage[] = [];
  const requests: HttpRequest[] = [];
  const dead: string[] = [];
  let refusal: Permanent | undefined;

  const receiver = await openReceiver(({ path, parameters }) => {
    const url = `${receiver.origin}${path}`;
    const body = Buffer.from(new URLSearchParams(parameters).toString());
    if (isListener(url)) inbox.push(...readAgentMessage({ url, body }, centre.clock.now()));
    else inbox.push(...[readTaskEvent(Object.fromEntries(parseForm(body)), centre.clock.now()) ?? []].flat());
    return { status: 204 };
  });
  const centre = await openCentre();
  const { standIn, workspace } = centre;
  await workspace.update({ eventCallbackUrl: `${receiver.origin}/taskrouter/events` });
  const queue = await centre.queue('Everyone');
  const workflow = await centre.workflow({ default_filter: { queue: queue.sid } });
  for (const name of names) await centre.worker(name);
  const { sid: workspaceSid } = await workspace.fetch();

  const origins = ['https://taskrouter.twilio.com', 'https://flex-api.twilio.com', 'https://conversations.twilio.com'];
  const direct = createHttp(Object.fromEntries(origins.map((origin) => [origin, standIn.origin])));
  const http: Http = (request) => {
    requests.push(request);
    return direct(request);
  };
  const transcript = openTranscript(table);
  const tasks = openTasks(openTaskRouter({ accountSid, authToken }, http), workspaceSid);
  const api = async () => openFlexApi({ accountSid, authToken }, http);
  const flex: Flex = {
    api,
    workspaceSid: async () => workspaceSid,
    opened: openHandOffs(table, Date.now),
    newest: transcript.newest,
    file: async () => ({ body: Buffer.from('%PDF-1.7 a paper'), mediaType: 'application/pdf' }),
  };
  const files = new Map<string, Buffer>();
  const carrier: Carrier = {
    flex,
    http,
    transcript,
    connect: async () => ({
      verify: () => ({ verdict: 'accept' as const }),
      fetch: () => Promise.reject(new Error('not used')),
      signal: async () => {},
      signals: [],
      send: async (message) => {
        if (refusal) throw refusal;
        sent.push(message);
        return { providerId: `P${message.id}` };
      },
    }),
    tasks: async () => ({ ...tasks, ...flexTasks(tasks, api) }),
    notify: async () => {},
    workflowSid: async () => workflow.sid,
    taskChannel: () => 'chat',
    knownAgent: async () => undefined,
    media: {
      put: async (key, body) => void files.set(key, body),
      get: async (key) => files.get(key) ?? Buffer.of(),
      link: (key) => `https://files.example/${key}`,
    },
    mediaRules: { largest: 1_000_000, types: ['image/', 'application/pdf'] },
    count: () => {},
    otherThreads: async () => [],
    wait: async () => 0,
    state: bench.state,
    enqueue: async (event) => void inbox.push(event),
    schedule: async () => {},
    partCall: async () => {},
    wakeCall: async () => {},
    origin: receiver.origin,
    now: () => 1_700_000_500_000,
  };

  const world = {
    ...bench.openWorld(),
    desk: 'flex' as const,
    enqueue: async (effects: Effect[], again: boolean) =>
      void outbox.push(...effects.map((effect) => ({ effect, again, receives: 0 }))),
  };

  /** Carries out the next effect; one that may be tried again holds back what is behind it. */
  async function carry(): Promise<void> {
    const [next] = outbox;
    if (!next) return;
    next.receives += 1;
    const { effect, receives } = next;
    try {
      await deliver(carrier, effect, { again: next.again || receives > 1, receives, last: receives >= 30 });
    } catch (error) {
      if (error instanceof Transient && receives < 30) return;
      if (!(error instanceof Permanent)) throw error;
      dead.push(`${effect.type}: ${error.message}`);
    }
    outbox.shift();
  }

  /** Lets the event of that place in the inbox arrive. */
  const hear = async (place = 0): Promise<void> => {
    const [event] = inbox.splice(place, 1);
    if (event) await bench.hear(event, world);
  };

  /** Everything on its way arrives; nobody does anything new. */
  async function settle(): Promise<void> {
    for (let rounds = 0; ; rounds++) {
      if (rounds > 500) throw new Error('it goes round in circles');
      await standIn.settled();
      if (outbox.length > 0) await carry();
      else if (inbox.length > 0) await hear();
      else return;
    }
  }

  onTestFinished(() => {
    refusal = undefined;
  });
  return {
    ...centre,
    bench,
    thread,
    inbox,
    outbox,
    sent,
    requests,
    dead,
    receiver,
    carry,
    hear,
    settle,
    agent: (name = names[0] ?? '') => standIn.flexAgent(name),
    write: (words: string) => void inbox.push(text(thread, words)),
    put: (event: ThreadEvent) => void inbox.push(event),
    refuse(reason: Permanent | undefined) {
      refusal = reason;
    },
    settleFile: (sk: string, url: string, file: Settled) => transcript.settleFile(thread, sk, url, file),
    endTask: (sid: string) => flexTasks(tasks, api).end(sid, 'over'),
    isOpen: async (conversation: string) => (await api()).isOpen(conversation),
    state: () => bench.state(thread),
    lines: () => bench.lines(thread),
    /** What the customer was told. */
    told: () => sent.flatMap(({ content }) => (content.type === 'text' ? [content.text] : [])),
  };
}
