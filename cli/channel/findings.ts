import { Permanent, reasonOf } from '../../lib/errors.ts';
import type { Finding } from './connector.ts';

/** A finding as a line that begins with its mark. */
export const findingLine = ({ ok, sentence }: Finding): string => `${ok ? '✓' : '✗'} ${sentence}`;

export const right = (sentence: string): Finding => ({ ok: true, sentence });

/** The sentence also says what to do about it. */
export const wrong = (sentence: string): Finding => ({ ok: false, sentence });

/** What to do about a webhook that leads elsewhere, at the end of a sentence. */
export const again = 'run seaway channel connect again.';

/** The finding that something thrown is, with what can be done about it: its own remedy, or `otherwise`. */
export function fault(error: unknown, otherwise = ''): Finding {
  const remedy = (error instanceof Permanent && error.remedy) || otherwise;
  return wrong(`${reasonOf(error).replace(/\.$/, '')}. ${remedy}`.trim());
}

/** What a question finds; what the provider refuses is a finding too. */
export const finding = (ask: () => Promise<Finding>): Promise<Finding> => ask().catch((error) => fault(error));

/** What a check finds, or the one fault that kept it from finding anything. */
export const found = (check: () => Promise<Finding[]>): Promise<Finding[]> =>
  check().catch((error) => [wrong(reasonOf(error))]);
