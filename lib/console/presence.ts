import * as z from 'zod';
import { Refusal } from './refusal.ts';
import type { Resource } from './world.ts';

const presenceSchema = z.object({ activity: z.string() });

/** The agent goes into another activity. Where tasks do not reach them there, what they are offered goes to somebody else. */
export const postPresence: Resource = async ({ team }, { worker }, { body }) => {
  const { activity: wanted } = presenceSchema.parse(body);
  const activities = await team.activities();
  const found = activities.find(({ friendlyName }) => friendlyName === wanted);
  if (!found) {
    const names = activities.map(({ friendlyName }) => friendlyName).join(', ');
    throw new Refusal(400, `activity: there is no "${wanted}", only ${names}`);
  }
  const { activity: name, available, since } = await team.enter(worker.sid, found);
  return { status: 200, body: { activity: { name, available, since } } };
};
