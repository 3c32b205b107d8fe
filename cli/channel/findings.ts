import { reasonOf } from '../../lib/errors.ts';
import type { Finding } from './connector.ts';

/** A finding as a line that begins with its mark. */
export const findingLine = ({ ok, sentence }: Finding): string => `${ok ? '✓' : '✗'} ${sentence}`;

/** What a check finds, or the one fault that kept it from finding anything. */
export async function found(check: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await check();
  } catch (error) {
    return [{ ok: false, sentence: reasonOf(error) }];
  }
}
