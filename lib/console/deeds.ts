import type { Deed } from '../deed.ts';
import { eventIdOf } from './id.ts';
import { deedRequestSchema } from './protocol/deed.ts';
import { Refusal } from './refusal.ts';
import { heldBy, type Standing, standingOf } from './standing.ts';
import { threadKeySchema } from './thread-key.ts';
import { wholeOf } from './whole.ts';
import type { Agent, Resource, World } from './world.ts';

const askedSchema = deedRequestSchema.extend({ thread: threadKeySchema });

/**
 * What an agent does to a conversation. The conversation itself decides, in order with everything else that happens to it;
 * here only what is plainly not theirs to do is refused at once.
 */
export const postDeed: Resource = async (world, agent, { body }) => {
  const { id, thread, deed } = askedSchema.parse(body);
  const { state } = await wholeOf(world, thread);
  if (deed.type === 'take-over' && !agent.supervisor)
    throw new Refusal(403, 'Only supervisors take conversations over: ask one, or the colleague who has it.');
  if (!mayDo(deed, agent, await standingOf(world, agent, [state])))
    throw new Refusal(409, `${heldBy([state])} Nothing was done.`);
  await expectColleague(world, deed);
  const { worker, supervisor } = agent;
  const did = eventIdOf('did', { worker, thread }, id);
  await world.enqueue({ type: 'agent-did', id: did, thread, at: world.now(), worker, supervisor, deed });
  return { status: 202, body: { id } };
};

/** Whom it is handed to is named in the transcript: the name has to be theirs. */
async function expectColleague(world: World, deed: Deed): Promise<void> {
  if (deed.type !== 'transfer' || !('worker' in deed.to)) return;
  const { sid, name } = deed.to.worker;
  if ((await world.worker(name))?.sid !== sid)
    throw new Refusal(400, 'deed.to.worker: there is no such colleague: look at the list again. Nothing was done.');
}

function mayDo({ type }: Deed, { supervisor }: Agent, { part }: Standing): boolean {
  switch (type) {
    case 'take-over':
      return supervisor;
    case 'note':
      return supervisor || part !== 'none';
    case 'resume':
      return supervisor || part === 'parked';
    case 'take-back':
      return part === 'holder' || part === 'joined';
    default:
      return part === 'holder';
  }
}
