import { reasonOf } from '../../lib/errors.ts';
import type { Refusal } from './provider.ts';

/**
 * What a provider tells by itself, such as receipts, beside the answers to our calls. A webhook that does not take it is kept
 * among the refusals, to be seen.
 */
export function openReports(refusals: Refusal[]) {
  const underWay = new Set<Promise<void>>();
  return {
    tell(sender: string, told: unknown, post: () => Promise<{ status: number }>): void {
      const report = post()
        .then(({ status }) => (status < 300 ? undefined : `was answered with ${status}`), reasonOf)
        .then((fault) => {
          if (fault) refusals.push({ sender, request: told, reason: `the webhook ${fault}` });
          underWay.delete(report);
        });
      underWay.add(report);
    },
    /** Waits for all that is on its way. */
    async settled(): Promise<void> {
      await Promise.all(underWay);
    },
  };
}
