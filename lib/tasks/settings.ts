import * as z from 'zod';
import { Permanent } from '../errors.ts';

const settingsSchema = z.object({ accountSid: z.string().startsWith('AC'), authToken: z.string().min(1) });

/** The secret named `twilio`: the account whose TaskRouter assigns the tasks. Throws Permanent where it does not fit. */
export function readTwilioSettings(secret: unknown): z.infer<typeof settingsSchema> {
  const parsed = settingsSchema.safeParse(secret);
  if (parsed.success) return parsed.data;
  throw new Permanent('the secret "twilio" does not fit: store {"accountSid": "AC...", "authToken": "..."} in it');
}
