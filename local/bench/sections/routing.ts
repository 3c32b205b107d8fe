import { createServer } from 'node:http';
import committed from '../../../config/taskrouter.json' with { type: 'json' };
import { createHttp } from '../../../lib/http.ts';
import { readTaskRouterConfig } from '../../../lib/tasks/config.ts';
import { openTaskRouter } from '../../../lib/tasks/taskrouter.ts';
import { reconcile } from '../../../lib/tasks/workspace.ts';
import { listen } from '../../aws/listen.ts';
import { startTaskRouter } from '../../twilio/taskrouter.ts';
import type { Measurement } from '../report/measurement.ts';
import type { Bench, Section } from '../section.ts';

/** How long the TaskRouter stand-in takes to find workers with the right skills, over HTTP as functions ask it. */
export const routing: Section = { title: 'routing', measure };

const account = { accountSid: `AC${'be'.repeat(16)}`, authToken: 'the auth token of a bench' };

/** Tasks that are created at a time. */
const senders = 20;

async function measure({ quick, progress }: Bench): Promise<Measurement[]> {
  const [workers, tasks] = quick ? [20, 200] : [200, 2_000];
  const standIn = await startTaskRouter(account);
  const receiver = createServer((_, response) => void response.setHeader('content-type', 'application/json').end('{}'));
  try {
    const origin = `http://127.0.0.1:${await listen(receiver, 0)}`;
    const taskRouter = openTaskRouter(account, createHttp({ 'https://taskrouter.twilio.com': standIn.origin }));
    progress(`routing: ${workers} workers`);
    const config = readTaskRouterConfig({ ...committed, workers: many(workers) });
    const { workspace } = await reconcile(taskRouter, config, { origin, apply: true });
    const context = taskRouter.v1.workspaces(workspace.sid);
    const [workflowSid = ''] = Object.values(workspace.workflows);
    progress(`routing: ${tasks} tasks`);
    const start = performance.now();
    let next = 0;
    const create = async () => {
      while (next < tasks) {
        const number = next++;
        await context.tasks.create({ workflowSid, taskChannel: 'chat', attributes: JSON.stringify(askedBy(number)) });
      }
    };
    await Promise.all(Array.from({ length: senders }, create));
    const seconds = (performance.now() - start) / 1_000;
    const reserved = await context.tasks.list({ assignmentStatus: ['reserved'], pageSize: 100 });
    if (reserved.length !== tasks) throw new Error(`${reserved.length} of ${tasks} tasks have a worker reserved`);
    return [
      {
        name: 'routing.assigned_seconds',
        says: `${tasks} tasks among ${workers} workers with skills`,
        value: seconds,
        unit: 's',
        budget: { most: 5 },
      },
    ];
  } finally {
    await standIn.close();
    receiver.closeAllConnections();
    receiver.close();
  }
}

const languages = ['en', 'de', 'es', 'ja'];
const [skill = ''] = committed.skills;

/** Every worker speaks two languages and has one skill at some level. */
const many = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    name: `worker_${index}`,
    activity: 'Available',
    languages: [languages[index % 4], languages[(index + 1) % 4]],
    departments: ['front_desk'],
    skills: { [skill]: 1 + (index % 5) },
    capacity: { chat: 20, voice: 1 },
  }));

const askedBy = (number: number) => ({
  external_id: `task_${number}`,
  language: languages[number % 4],
  department: null,
  vip: number % 10 === 0,
  skills: number % 2 === 0 ? [skill] : [],
  levels: number % 2 === 0 ? { [skill]: 1 + (number % 3) } : {},
  known_agent: null,
  rejected_workers: [],
});
