import { Permanent } from '../errors.ts';
import type { Thread } from '../message.ts';
import { Refusal } from './refusal.ts';
import type { Agent, World } from './world.ts';

/** Where an agent is called; throws Refusal with what to add where nobody has said. */
export async function telephoneOf({ team }: Pick<World, 'team'>, { worker }: Agent): Promise<string> {
  const { contact } = await team.member(worker.sid);
  if (contact !== undefined) return contact;
  throw new Refusal(
    409,
    `Calls need a telephone: give the worker "${worker.name}" the attribute contact_uri in config/taskrouter.json, a number such as +15551234567 or an address that begins with sip: or client:, and run seaway taskrouter apply.`,
  );
}

/** Our number that agents are called from about a call of this thread. */
export function numberFor({ phone }: Pick<World, 'phone'>, { account }: Pick<Thread, 'account'>): string {
  const found = phone.numbers.find((one) => one.account === account);
  if (found) return found.number;
  throw new Refusal(409, `config/deployment.ts has no number for the phone account "${account}": add it under voice.`);
}

/** Does what is asked of Twilio; its no becomes a Refusal with its reason. */
export async function telephoned<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Permanent) throw new Refusal(409, error.message);
    throw error;
  }
}
