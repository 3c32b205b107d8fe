import { reasonOf } from '../../lib/errors.ts';
import type { Refusal } from './provider.ts';

/**
 * What a provider tells by itself, such as receipts, beside the answers to our calls. It tells once and does not mind the
 * answer; here a webhook that does not take it is kept among the refusals, to be seen.
 */
export function openReports(refusals: Refusal[]) {
  const underWay = new Set<Promise<void>>();

  async function tellEach<Told>(sender: string, told: readonly Told[], post: Post<Told>): Promise<void> {
    for (const request of told) {
      const fault = await post(request).then(
        ({ status }) => status >= 300 && `answered with ${status}`,
        (error) => `did not answer: ${reasonOf(error)}`,
      );
      if (fault) refusals.push({ sender, request, reason: `the webhook ${fault}` });
    }
  }

  return {
    /** Posts these about what `sender` was sent, one after the other. */
    tell<Told>(sender: string, told: readonly Told[], post: Post<Told>): Promise<void> {
      const report = tellEach(sender, told, post).finally(() => underWay.delete(report));
      underWay.add(report);
      return report;
    },
    /** Waits for all that is on its way. */
    settled: async (): Promise<void> => void (await Promise.all(underWay)),
  };
}

type Post<Told> = (told: Told) => Promise<{ status: number }>;
