import * as z from 'zod';
import type { Line, ThreadState } from '../conversation/state.ts';
import { keyOf } from '../media/key.ts';
import type { Thread } from '../message.ts';
import { threadKey } from '../thread.ts';
import { addressesOf } from './addresses.ts';
import { withLink } from './files.ts';
import { idIn } from './id.ts';
import { type Cursor, merge, readCursor, type Strand, writeCursor } from './merged.ts';
import { personOf } from './person.ts';
import type { Conversation, LineView } from './protocol/conversation.ts';
import { expectReader } from './standing.ts';
import { threadKeySchema } from './thread-key.ts';
import { transferView } from './transfer.ts';
import { wholeOf } from './whole.ts';
import type { Agent, Resource, World } from './world.ts';

const askedSchema = z.object({ thread: threadKeySchema, before: readCursor.optional() });

/** Lines of a page, and bytes of them: Lambda answers with 6 MB at most, and customers may write long e-mails. */
const most = 100;
const room = 3_000_000;

/** Everything said with the customer of a thread, on all channels in one order, a page at a time; four calls deep. */
export const getConversation: Resource = async (world, agent, { parameters }) => {
  const { thread, before } = askedSchema.parse(parameters);
  const whole = await wholeOf(world, thread);
  await expectReader(world, agent, whole.threads);
  const [strands, addresses] = await Promise.all([strandsOf(world, whole.threads, before), addressesOf(whole.threads)]);
  const { lines, cursor } = merge(strands, most, room);
  const conversation: Conversation = {
    thread: threadKey(thread),
    customer: personOf(whole.customer, whole.state),
    addresses,
    lines: lines.map(({ thread: key, line }) => lineView(world, agent, key, line)),
    ...(cursor && { earlier: writeCursor(cursor) }),
    ...heldOf(whole.state),
  };
  return { status: 200, body: conversation };
};

/** A thread that a cursor does not name has no older lines, or came to the customer after the first page was read. */
const strandsOf = ({ store }: World, threads: ThreadState[], before: Cursor | undefined): Promise<Strand[]> =>
  Promise.all(
    threads.flatMap(({ thread }) => {
      const key = threadKey(thread);
      const bound = before?.[key];
      return before && bound === undefined ? [] : [strandOf(store, thread, key, bound)];
    }),
  );

async function strandOf(
  { transcript }: World['store'],
  thread: Thread,
  key: string,
  before: number | undefined,
): Promise<Strand> {
  const lines = await transcript.newest(thread, most + 1, before);
  return { thread: key, lines: lines.slice(0, most), more: lines.length > most };
}

function lineView({ files }: World, agent: Agent, thread: string, line: Line): LineView {
  const { id: _, key, ...shown } = withLink(line, files);
  const sentAs = key === undefined ? undefined : idIn(key, agent);
  const keptAs = keptOf(line);
  return { thread, ...shown, ...(sentAs !== undefined && { sentAs }), ...(keptAs !== undefined && { keptAs }) };
}

/** The address of a file of ours that is kept with us. */
const keptOf = ({ direction, content }: Line): string | undefined =>
  direction === 'out' && content.type === 'media' && keyOf(content.url) !== undefined ? content.url : undefined;

function heldOf({ handOff, parked }: ThreadState): Pick<Conversation, 'handOff' | 'parked'> {
  const { sid, state, worker, transfer } = handOff ?? {};
  return {
    ...(state && {
      handOff: {
        state,
        ...(sid !== undefined && { taskSid: sid }),
        ...(worker && { worker }),
        ...(transfer && { transfer: transferView(transfer) }),
      },
    }),
    ...(parked && { parked: { worker: parked.worker, at: parked.at } }),
  };
}
