import * as z from 'zod';
import { Permanent } from '../../lib/errors.ts';
import type { Http } from '../../lib/http.ts';

/** One setting that an operator is asked for; `where` says where the provider shows it. */
export type Question = { setting: string; where: string; secret: boolean; optional?: boolean };

/** What a check found: `sentence` says what is right, or what is wrong and what to do about it. */
export type Finding = { ok: boolean; sentence: string };

export type ConnectorSpec<Settings> = {
  questions: readonly Question[];
  /** The channel's own shape of settings, completed where an operator is not asked for all of it. */
  settings: z.ZodType<Settings>;
  /** Tells the provider our webhook's address, where it has an API for it, and gives a sentence for each thing done. */
  register(settings: NoInfer<Settings>, webhook: string, http: Http): Promise<string[]>;
  /** Is the token good, does the webhook lead to us, are the permissions there? Does not throw on what the provider refuses. */
  check(settings: NoInfer<Settings>, webhook: string, http: Http): Promise<Finding[]>;
  /** What only a person can click in the provider's console. */
  remains(settings: NoInfer<Settings>, webhook: string): string[];
};

/** Makes the connector of a channel, closing over the type of its settings as `defineChannel` does. */
export const defineConnector = <Settings>({ questions, settings, ...does }: ConnectorSpec<Settings>) => ({
  questions,
  /** Throws Permanent naming the settings that do not fit. */
  with(given: unknown) {
    const read = settings.safeParse(given);
    if (!read.success) throw new Permanent(z.prettifyError(read.error));
    return {
      settings: read.data,
      register: (webhook: string, http: Http) => does.register(read.data, webhook, http),
      check: (webhook: string, http: Http) => does.check(read.data, webhook, http),
      remains: (webhook: string) => does.remains(read.data, webhook),
    };
  },
});

export type Connector = ReturnType<typeof defineConnector<unknown>>;
