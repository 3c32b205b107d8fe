import * as z from 'zod';
import { readAnswer } from '../shared/json.ts';

const envelope = z.object({ message: z.object({ data: z.string() }) });

/** The bytes that a webhook carries in base64, or undefined where it carries none. */
export function dataOf(body: Buffer): Buffer | undefined {
  const data = readAnswer(body, envelope)?.message.data;
  return data === undefined ? undefined : Buffer.from(data, 'base64');
}

/** An agent's id without the domain that Google writes behind it in some places and not in others. */
export const agentIn = (id: string): string => id.replace(/@rbm\.goog$/, '');
