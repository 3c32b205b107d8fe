import type { Provider } from '../providers/provider.ts';

/** The n-th person, by the id that the channel's provider knows people by. */
export const person: Record<'sms' | 'line' | 'telegram', (number: number) => string> = {
  sms: (number) => `+1555${String(number).padStart(7, '0')}`,
  line: (number) => `U${String(number).padStart(32, '0')}`,
  telegram: (number) => String(100_000 + number),
};

/** Says something on a phone; throws where the webhook does not take it. */
export async function say(phone: Provider, sender: string, text: string): Promise<void> {
  const { status, body } = await phone.say(sender, { type: 'text', text });
  if (status !== 200) throw new Error(`the webhook answered ${status}: ${body}`);
}

/** Resolves with the moment, in ms of performance.now(), at which something of ours is next shown on this phone. */
export const nextReply = (phone: Provider, sender: string): Promise<number> =>
  new Promise((resolve) => {
    const stop = phone.watch((to, { from }) => {
      if (to !== sender || from !== 'business') return;
      stop();
      resolve(performance.now());
    });
  });

/** What `work` gives; throws with `what` went missing where that takes longer than half a minute. */
export async function within<Result>(what: string, work: Promise<Result>): Promise<Result> {
  const { promise, reject } = Promise.withResolvers<never>();
  const late = setTimeout(() => reject(new Error(`${what} did not come within 30 s`)), 30_000);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(late);
  }
}
