import type * as z from 'zod';
import { type Envelope, envelopeSchema } from '../effect.ts';
import { Permanent } from '../errors.ts';

/** What came off a queue, as its sender meant it; throws Permanent where it is something else. */
export function readEnvelope<Body>(schema: z.ZodType<Body>, message: unknown): Envelope<Body> {
  const envelope = envelopeSchema.safeParse(message);
  const body = schema.safeParse(envelope.data?.body);
  if (envelope.success && body.success) return { ...envelope.data, body: body.data };
  const [issue] = envelope.error?.issues ?? body.error?.issues ?? [];
  throw new Permanent(`this is no message of ours: ${issue?.path.join('.')}: ${issue?.message}`);
}
