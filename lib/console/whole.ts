import type { Thread } from '../message.ts';
import type { Whole } from '../store/people.ts';
import { Refusal } from './refusal.ts';
import type { World } from './world.ts';

/** Everything about the customer of a thread; throws Refusal where nobody has written there. */
export async function wholeOf({ store }: World, thread: Thread): Promise<Whole> {
  const whole = await store.people.whole(thread);
  if (whole) return whole;
  throw new Refusal(404, 'There is no such conversation: nobody has written on this thread.');
}
