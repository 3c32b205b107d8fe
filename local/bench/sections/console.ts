import { WebSocket } from 'ws';
import { conversationSchema } from '../../../lib/console/protocol/conversation.ts';
import { meSchema } from '../../../lib/console/protocol/me.ts';
import { pushSchema } from '../../../lib/console/protocol/push.ts';
import { type DeskReservation, type DeskWorker, openDesk } from '../../desk.ts';
import { type Seaway, startSeaway } from '../../seaway.ts';
import { until } from '../../until.ts';
import { nextReply, person, say, within } from '../people.ts';
import { percentile } from '../percentile.ts';
import type { Measurement } from '../report/measurement.ts';
import type { Bench, Section } from '../section.ts';
import { phoneOf } from '../stage.ts';

/** From what an agent sends, to the customer's phone, and until the customer's answer is on the agent's page. */
export const agents: Section = { title: 'console', measure };

async function measure({ template, quick, progress }: Bench): Promise<Measurement[]> {
  const runs = quick ? 10 : 200;
  const seaway = await startSeaway({ template, log: progress });
  const phone = phoneOf(seaway)('sms');
  const sender = person.sms(1);
  try {
    const held = await reachAgent(seaway, sender);
    const page = await openPage(seaway, held);
    const times: number[] = [];
    // The first is to warm up.
    for (let run = 0; run <= runs; run += 1) {
      if (run % 50 === 0) progress(`console: message ${run} of ${runs}`);
      const start = performance.now();
      const shown = nextReply(phone, sender);
      await page.send(`Question ${run}`);
      await within('the question', shown);
      const answered = page.shows(`Answer ${run}`);
      await say(phone, sender, `Answer ${run}`);
      await within('the answer', answered);
      if (run > 0) times.push(performance.now() - start);
    }
    page.close();
    return [50, 95].map((percent) => ({
      name: `console.there_and_back.p${percent}_ms`,
      says: `console to customer and back, p${percent}`,
      value: percentile(times, percent),
      unit: 'ms',
      ...(percent === 50 && { budget: { most: 150 } }),
    }));
  } finally {
    await seaway.close();
  }
}

type Held = { worker: DeskWorker; task: DeskReservation };

/** The customer asks for a person, and whoever it rings with accepts. */
async function reachAgent({ cloud, signIn, phones }: Seaway, sender: string): Promise<Held> {
  const { sms } = phones;
  if (!sms) throw new Error('the bench needs an account of sms in config/deployment.ts');
  const desk = openDesk(cloud.origin, signIn.tokenFor);
  await say(sms, sender, 'Live agent');
  const held = await until('it rings with an agent', async () => {
    for (const worker of await desk.workers()) {
      const [task] = await desk.reservations(worker.sid);
      if (task) return { worker, task };
    }
    return undefined;
  });
  await desk.answer(held.worker.sid, held.task, 'accepted');
  return held;
}

/** What the page does, without a browser: sends, is told by its socket that something is new, and reads it. */
async function openPage({ cloud, signIn }: Seaway, { worker, task: { thread } }: Held) {
  const token = await signIn.tokenFor(worker.name);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const ask = async (path: string, body?: unknown): Promise<unknown> => {
    const posted = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const answer = await fetch(`${cloud.origin}/console/${path}`, { headers, ...posted });
    if (!answer.ok) throw new Error(`the console API answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  };
  const { socket: address } = meSchema.parse(await ask('me'));
  const socket = new WebSocket(address, ['seaway.console', token]);
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  socket.send(JSON.stringify({ type: 'ping' }));
  await new Promise((resolve) => socket.once('message', resolve));
  const said = async () => {
    const query = new URLSearchParams({ thread });
    const { lines } = conversationSchema.parse(await ask(`conversation?${query}`));
    return lines.map(({ content }) => ('text' in content ? content.text : ''));
  };
  return {
    send: (text: string) => ask('messages', { id: crypto.randomUUID(), task: thread, thread, text }),
    /** Resolves when this text is on the page. */
    shows: (text: string) =>
      new Promise<void>((resolve, reject) => {
        const read = async (push: unknown) => {
          if (pushSchema.parse(JSON.parse(String(push))).type !== 'changed') return;
          if (!(await said()).includes(text)) return;
          socket.off('message', hear);
          resolve();
        };
        const hear = (push: unknown) => void read(push).catch(reject);
        socket.on('message', hear);
      }),
    close: () => socket.close(),
  };
}
