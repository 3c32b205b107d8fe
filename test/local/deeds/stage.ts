import { randomUUID } from 'node:crypto';
import { redirectOrigin } from '../../../lib/http.ts';
import type { Content } from '../../../lib/message.ts';
import { threadKey } from '../../../lib/thread.ts';
import { makeRoom, tableOf, workspaceOf } from '../../../local/bench/stage.ts';
import { type Desk, type DeskLine, type DeskReservation, type DeskWorker, openDesk } from '../../../local/desk.ts';
import type { File, Profile, Says } from '../../../local/providers/provider.ts';
import { type Seaway, startSeaway } from '../../../local/seaway.ts';
import { until } from '../../../local/until.ts';
import { sharedTemplate } from '../../template.ts';

type Person = { sender: string } & Profile;
type Held = { worker: DeskWorker; reservation: DeskReservation };

type World = { seaway: Seaway; desk: Desk; held: Map<string, Held> };

export type Stage = Awaited<ReturnType<typeof openStage>>;
export type Talk = ReturnType<typeof openTalk>;

/** A Seaway of its own, in which the agents may hold as many conversations as there are. */
export async function openStage() {
  const template = await sharedTemplate();
  const seaway = await startSeaway({ template, log: () => {} });
  const table = tableOf(seaway, template);
  await makeRoom(await workspaceOf(seaway, table));
  const world: World = { seaway, desk: openDesk(seaway.cloud.origin, seaway.signIn.tokenFor), held: new Map() };
  return {
    seaway,
    table,
    desk: world.desk,
    talkWith: (channel: string, person: Person | undefined) => openTalk(world, channel, person),
    handOver: (talks: Talk[]) => handOver(world, talks),
    /** What lies at an address, which stands for one on this machine. */
    bytesAt: async (url = ''): Promise<Buffer> =>
      Buffer.from(await (await fetch(redirectOrigin(url, seaway.cloud.origins))).arrayBuffer()),
    async close(): Promise<void> {
      await seaway.close();
    },
  };
}

/** A customer on a phone, and the agent's view of what they say. */
function openTalk({ seaway, desk, held }: World, channel: string, person: Person | undefined) {
  const provider = seaway.phones[channel];
  if (!provider || !person) throw new Error(`there is no phone for ${channel}, or nobody has one`);
  const thread = { channel, account: 'main', sender: person.sender };
  const key = threadKey(thread);
  const lines = async () => (await desk.thread(key)).lines;
  return {
    channel,
    provider,
    thread,
    lines,
    screen: () => provider.shown(person.sender),
    /** What the business said, as the phone shows it. */
    shown: () => provider.shown(person.sender).filter(({ from }) => from === 'business'),
    async does(says: Says): Promise<void> {
      const { status, body } = await provider.say(person.sender, says, person);
      if (status >= 300) throw new Error(`${says.type} on ${channel} was answered with ${status}: ${body}`);
    },
    /** The lines from this one on, as soon as there are so many and all their files are settled. */
    linesFrom: (first: number, count: number): Promise<DeskLine[]> =>
      until(`there are ${count} lines on ${channel} after ${first}, with their files`, async () => {
        const found = (await lines()).slice(first);
        return found.length >= count && found.every(isSettled) ? found : undefined;
      }),
    /** The agent who holds it. */
    agent() {
      const { worker, reservation } = held.get(key) ?? nobody(key);
      return {
        name: worker.name,
        accept: () => desk.answer(worker.sid, reservation, 'accepted'),
        say: (text: string) => desk.say(worker, reservation, randomUUID(), text),
        sendFile: (file: File, caption?: string) => desk.sendFile(worker, reservation, randomUUID(), file, caption),
        tell: (content: Content) => desk.tell(worker, reservation, randomUUID(), content),
      };
    },
  };
}

/** Each asks for an agent, and the one who is offered the task takes it. */
async function handOver({ desk, held }: World, talks: Talk[]): Promise<void> {
  await Promise.all(talks.map(({ does }) => does({ type: 'text', text: 'live agent' })));
  await until('agents are offered all the tasks', async () => {
    for (const worker of await desk.workers())
      for (const reservation of await desk.reservations(worker.sid))
        held.set(reservation.thread, { worker, reservation });
    return talks.every(({ thread }) => held.has(threadKey(thread))) || undefined;
  });
  await Promise.all(
    talks.map(async ({ agent, thread }) => {
      await agent().accept();
      await until('the agent holds it', async () => (await desk.thread(threadKey(thread))).holder ?? undefined);
    }),
  );
}

/** A file that is neither kept nor kept out yet has no address. */
const isSettled = ({ content }: DeskLine) =>
  content.type !== 'media' || Boolean(content.url) || content.withheld !== undefined;

function nobody(key: string): never {
  throw new Error(`no agent holds ${key}`);
}
