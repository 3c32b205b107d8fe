import type { Signal } from '@preact/signals';
import type { Api } from '../api.ts';
import { Refused, sentenceOf } from '../ask.ts';
import { backoff, type Clock } from './clock.ts';
import type { Console } from './types.ts';

export type ActsOptions = {
  api: Api;
  clock: Clock;
  refusals: Signal<Record<string, string>>;
  /** Something was done that a reading will show. */
  done(thread?: string): void;
  /** This presence, before the server says so. Gives what takes it back. */
  present(activity: string): () => void;
  open(thread: string): void;
  leave(thread: string): void;
};

/** Milliseconds between two tellings that the agent types. */
const typingEvery = 5_000;

/** Attempts at something that waits for its answer on the page; of tones there is one, as nobody wants them twice. */
const attempts = 4;

type Acts = Pick<
  Console,
  'answer' | 'deed' | 'call' | 'types' | 'setPresence' | 'setAttribute' | 'confirm' | 'dismiss'
>;

/**
 * What an agent does, apart from saying something. Each is tried again where the server is out of reach, under the same id; one
 * that is refused leaves the server's sentence where it was done.
 */
export function openActs({ api, clock, refusals, done, present, open, leave }: ActsOptions): Acts {
  const typedAt = new Map<string, number>();

  function dismiss(where: string): void {
    const { [where]: _, ...others } = refusals.peek();
    refusals.value = others;
  }

  /** Whether it went well; if not, the sentence why stands there. */
  async function attempt(where: string, act: () => Promise<unknown>, tries = attempts): Promise<boolean> {
    dismiss(where);
    const why = await whyNot(clock, act, tries);
    if (why !== undefined) refusals.value = { ...refusals.peek(), [where]: why };
    return why === undefined;
  }

  return {
    dismiss,
    async answer(offer, answer) {
      const well = await attempt(offer.reservation, () => api.answer(offer, answer));
      if (well && answer === 'accepted') open(offer.thread);
      done(offer.thread);
    },
    async deed(thread, deed) {
      const id = crypto.randomUUID();
      const well = await attempt(thread, () => api.deed(id, thread, deed));
      if (well && deed.type === 'resume') open(thread);
      if (well && (deed.type === 'complete' || deed.type === 'park')) leave(thread);
      done(thread);
      return well;
    },
    async call(thread, act) {
      const id = crypto.randomUUID();
      await attempt('phone', () => api.call(id, thread, act), act.type === 'digits' ? 1 : attempts);
      done(thread);
    },
    types(thread) {
      const now = clock.now();
      if (now - (typedAt.get(thread) ?? 0) < typingEvery) return;
      typedAt.set(thread, now);
      api.signal(thread, 'typing').catch(() => {});
    },
    async setPresence(activity) {
      const takeBack = present(activity);
      if (!(await attempt('presence', () => api.presence(activity)))) takeBack();
      done();
    },
    async setAttribute(thread, name, value) {
      const why = await whyNot(clock, () => api.attribute(thread, name, value));
      done(thread);
      return why;
    },
    async confirm(thread, proof) {
      const why = await whyNot(clock, () => api.proof(thread, proof));
      done(thread);
      return why;
    },
  };
}

/** Nothing once it is done, else the sentence why it could not be. */
async function whyNot(clock: Clock, act: () => Promise<unknown>, tries = attempts): Promise<string | undefined> {
  for (let failures = 0; ; failures += 1) {
    try {
      await act();
      return undefined;
    } catch (thrown) {
      const passes = thrown instanceof Refused && thrown.passes && thrown.status !== 401;
      if (!passes || failures + 1 === tries) return sentenceOf(thrown);
    }
    await new Promise<void>((resolve) => void clock.after(backoff(clock, failures), resolve));
  }
}
