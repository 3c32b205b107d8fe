import { createServer } from 'node:http';
import { onTestFinished } from 'vitest';
import consoleJson from '../../config/console.json' with { type: 'json' };
import taskRouterJson from '../../config/taskrouter.json' with { type: 'json' };
import { parseForm } from '../../lib/channels/shared/form.ts';
import type { DeadLetter } from '../../lib/console/letters.ts';
import { type Offer, workSchema } from '../../lib/console/protocol/work.ts';
import { readConsoleSettings } from '../../lib/console/settings.ts';
import type { World } from '../../lib/console/world.ts';
import { answerConsole } from '../../lib/console.ts';
import type { Effect } from '../../lib/effect.ts';
import { createHttp } from '../../lib/http.ts';
import type { Thread, ThreadEvent } from '../../lib/message.ts';
import { openConsoleStore } from '../../lib/store/console.ts';
import type { Table } from '../../lib/store/table.ts';
import { taskAttributes } from '../../lib/tasks/attributes.ts';
import { readTaskRouterConfig } from '../../lib/tasks/config.ts';
import { readDeskRules } from '../../lib/tasks/desk-rules.ts';
import { readTaskEvent } from '../../lib/tasks/events.ts';
import { openFigures } from '../../lib/tasks/figures.ts';
import { openTaskRouter } from '../../lib/tasks/taskrouter.ts';
import { openTasks } from '../../lib/tasks/tasks.ts';
import { openTeam } from '../../lib/tasks/team.ts';
import { reconcile } from '../../lib/tasks/workspace.ts';
import { threadKey } from '../../lib/thread.ts';
import { partCall } from '../../lib/voice/conference/part.ts';
import { listen } from '../../local/aws/listen.ts';
import { stoppedClock } from '../../local/twilio/clock.ts';
import { startTaskRouter } from '../../local/twilio/taskrouter.ts';
import { flow, openBench, text } from '../conversation/harness.ts';
import { accountSid, authToken } from '../local/twilio/centre.ts';
import { openSwitchboard } from '../voice/switchboard.ts';

/** Asks for an agent who speaks `language` as soon as somebody writes. */
const desk = (language: string) =>
  flow({
    name: 'Agent',
    type: 'send-to-flex',
    properties: { workflow: 'Front desk', channel: 'chat', attributes: JSON.stringify({ language }) },
    transitions: [{ event: 'callComplete' }, { event: 'failedToEnqueue' }],
  });

type Options = {
  language?: string;
  asked?: number;
  letters?: DeadLetter[];
  /** What answers messages and calls. */
  flow?: unknown;
};

export type Centre = Awaited<ReturnType<typeof openCentre>>;

/**
 * A contact centre whose console API is asked by tests: conversations on a real table, TaskRouter's stand-in on a stopped
 * clock, and what travels between them carried by `settle`. `asked` workers are offered a task at once.
 */
export async function openCentre(
  table: Table,
  { language = 'es', asked = 1, letters = [], flow: answering = desk(language) }: Options = {},
) {
  const bench = await openBench(table, answering, ['line', 'sms', 'telegram', 'whatsapp', 'voice', 'fax']);
  const inbox: ThreadEvent[] = [];
  const standIn = await startTaskRouter({
    accountSid,
    authToken,
    clock: stoppedClock(Date.UTC(2026, 10, 23, 9)),
    connect: (wish, told) => board.phone.connect(wish, told),
  });
  const callbacks = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const isEvent = request.url?.endsWith('/events');
      const event = isEvent && readTaskEvent(Object.fromEntries(parseForm(Buffer.concat(chunks))), standIn.clock.now());
      if (event) inbox.push(event);
      response.setHeader('content-type', 'application/json').end('{}');
    });
  });
  const origin = `http://127.0.0.1:${await listen(callbacks, 0, () => {})}`;
  onTestFinished(async () => {
    await standIn.close();
    callbacks.close();
  });

  const steps = countSteps();
  const http = createHttp({ 'https://taskrouter.twilio.com': standIn.origin });
  const taskRouter = openTaskRouter({ accountSid, authToken }, (request) => steps.take(() => http(request)));
  const queues = taskRouterJson.queues.map((queue) => ({ ...queue, maxReservedWorkers: asked }));
  const config = readTaskRouterConfig({ ...taskRouterJson, queues });
  const { workspace } = await reconcile(taskRouter, config, { origin, apply: true });
  const tasks = openTasks(taskRouter, workspace.sid);
  const team = openTeam(taskRouter, workspace.sid);
  const board = await openSwitchboard(table, answering, {
    bench,
    taskRouter: standIn.origin,
    world: (voice) => ({ ...voice, workflowSid: async () => workspace.workflows['Front desk'] ?? '' }),
  });
  const counted: Table = {
    ...table,
    get: (...of) => steps.take(() => table.get(...of)),
    batchGet: (...of) => steps.take(() => table.batchGet(...of)),
    query: (...of) => steps.take(() => table.query(...of)),
  };

  const signals: Effect[] = [];
  const world: World = {
    tasks,
    team,
    figures: openFigures(taskRouter, workspace.sid),
    worker: (name) => team.named(name),
    why: async (taskSid) => [`${taskSid} came.`],
    store: openConsoleStore(counted),
    enqueue: async (event) => void inbox.push(event),
    signal: async (effect) => void signals.push(effect),
    deadLetters: async () => letters,
    files: {
      media: {
        link: (key) => `https://files.example/${key}`,
        upload: (key) => `https://files.example/${key}?put`,
      },
      rules: { largest: 1_048_576, types: ['image/'] },
      newId: () => '0d4c9f1e-6b1a-4f0e-9c55-2f1f0a7b8c01',
    },
    phone: {
      telephony: board.telephony,
      numbers: [{ account: bench.account, number: board.phone.number }],
      origin: board.origin,
    },
    rules: readDeskRules(taskRouterJson),
    settings: readConsoleSettings(consoleJson),
    socket: 'wss://seaway.example/live',
    now: () => standIn.clock.now(),
  };

  const done = new Set<string>();
  async function carryOut(effect: Effect): Promise<void> {
    switch (effect.type) {
      case 'task': {
        const { id, thread, target, priority, timeout, taskChannel, workflow } = effect;
        const taskSid = await tasks.create({
          externalId: id,
          workflowSid: workspace.workflows[workflow] ?? workspace.workflows['Front desk'] ?? workflow,
          taskChannel,
          priority,
          timeout,
          attributes: taskAttributes(effect),
          ...(target && 'worker' in target && { worker: target.worker.sid }),
        });
        const created = { event: 'created' as const, taskSid, externalId: id };
        inbox.push({ type: 'task', id: `created ${id}`, thread, at: world.now(), ...created });
        return;
      }
      case 'part-call':
        return partCall(board, effect);
      case 'end-task':
        return tasks.end(effect.taskSid, effect.reason);
      case 'wrap-task':
        return tasks.wrap(effect.taskSid);
      case 'accept-offer':
        return tasks.take(effect.workerSid, effect.reservation);
      case 'exclude-worker':
        return tasks.exclude(effect.taskSid, effect.workerSid);
    }
  }

  /** Carries everything where it is to go, until nothing is under way any more. */
  async function settle(): Promise<void> {
    for (;;) {
      await standIn.settled();
      await board.phone.settled();
      const event = inbox.shift();
      if (event) await bench.hear(event);
      const effect = [...bench.effects.values()].find(({ id }) => !done.has(id));
      if (effect) {
        done.add(effect.id);
        await carryOut(effect);
      }
      if (!event && !effect) return;
    }
  }

  /** Asks the API as this worker. */
  const ask =
    (name: string, role: 'agent' | 'supervisor' = 'agent') =>
    (method: string, path: string, given: { query?: Record<string, string>; body?: unknown } = {}) =>
      answerConsole(world, { caller: { name, role }, method, path: `/console/${path}`, query: {}, body: {}, ...given });

  let people = 0;
  return {
    bench,
    world,
    inbox,
    signals,
    steps,
    standIn,
    board,
    team,
    tasks,
    settle,
    ask,
    ana: ask('ana'),
    ben: ask('ben'),
    mei: ask('mei'),
    boss: ask('mei', 'supervisor'),
    /** A person who writes for the first time; gives the key of their thread. */
    async comes(said = 'hello', channel = 'line', more: Partial<ThreadEvent> = {}): Promise<string> {
      people += 1;
      const thread = bench.thread(`U${people}`, channel);
      await this.says(thread, said, more);
      return threadKey(thread);
    },
    async says(thread: Thread, said: string, more: Partial<ThreadEvent> = {}): Promise<void> {
      await bench.hear({ ...text(thread, said, more), at: standIn.clock.now() });
      await settle();
    },
    /** A person who has written, and whom this worker has accepted. */
    async served(by: ReturnType<typeof ask>, said = 'hello', channel = 'line'): Promise<string> {
      const thread = await this.comes(said, channel);
      const { offers } = await workOf(by);
      const offer = offers.find((one) => one.thread === thread);
      if (!offer) throw new Error('they are not offered the task');
      await answer(by, offer, 'accepted');
      await settle();
      return thread;
    },
  };
}

export type Ask = Centre['ana'];

export const workOf = async (by: Ask) => workSchema.parse((await by('GET', 'work')).body);

export const answer = (by: Ask, { reservation, taskSid }: Offer, given: 'accepted' | 'rejected') =>
  by('POST', `reservations/${reservation}`, { body: { answer: given, taskSid } });

/** Counts how many calls were waited for one after the other: those that are under way at once are one step. */
function countSteps() {
  let under = 0;
  let steps = 0;
  return {
    async take<Answer>(call: () => Promise<Answer>): Promise<Answer> {
      if (under === 0) steps += 1;
      under += 1;
      try {
        return await call();
      } finally {
        under -= 1;
      }
    },
    async of(work: () => Promise<unknown>): Promise<number> {
      const before = steps;
      await work();
      return steps - before;
    },
  };
}
