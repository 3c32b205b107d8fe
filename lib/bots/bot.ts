import * as z from 'zod';
import { Permanent } from '../errors.ts';
import type { BotResult } from '../flow/event.ts';
import type { Http } from '../http.ts';

/** A line that was said before in the same visit to the bot. */
export type Said = { by: 'customer' | 'us'; text: string };

/** What a bot is told of one message of a customer. */
export type BotMessage = {
  /** The same whenever this message is asked about again. */
  id: string;
  /** The same for one whole visit to the bot: its memory hangs on it. */
  session: string;
  text: string;
  /** As far as it is known: `de`, `en-GB`. */
  language: string | undefined;
  customer: { id: string; attributes: Record<string, unknown> };
  /** What the flow gives the bot on the way. */
  parameters: Record<string, string>;
  /** What was said before in this visit, oldest first. Read only when it is called: most bots remember by themselves. */
  history(): Promise<Said[]>;
};

/** What a bot may do in the name of the function that asks it, where it is not a secret that opens the door. */
export type Permission = { action: string; service: string; region: string; account?: string; resource: string };

export type BotSpec<Kind extends string, Settings, Secret> = {
  kind: Kind;
  /** The shape of its settings in config/deployment.ts. */
  settings: z.ZodType<Settings>;
  /** The shape of its secret; of AWS credentials where it has a `permission` instead. */
  secret: z.ZodType<Secret>;
  permission?(settings: NoInfer<Settings>): Permission | undefined;
  /** Asks it. `http` gives up in time and refuses large answers. May throw Transient or Permanent: both are failures. */
  ask(message: BotMessage, settings: NoInfer<Settings>, secret: NoInfer<Secret>, http: Http): Promise<BotResult>;
};

/**
 * Makes a kind of bot. Settings and secret come in as unknown JSON, so that their types never leave the bot's own file;
 * what does not fit throws Permanent naming the bot and the path.
 */
export const defineBot = <const Kind extends string, Settings, Secret>(spec: BotSpec<Kind, Settings, Secret>) => ({
  kind: spec.kind,
  permission(name: string, settings: unknown): Permission | undefined {
    const open = fitting(spec.settings, settings, `the settings of the bot "${name}"`);
    return spec.permission?.(open);
  },
  connect(name: string, settings: unknown, secret: unknown) {
    const open = fitting(spec.settings, settings, `the settings of the bot "${name}"`);
    const closed = fitting(spec.secret, secret, `the secret of the bot "${name}"`);
    return (message: BotMessage, http: Http): Promise<BotResult> => spec.ask(message, open, closed, http);
  },
});

export type BotKind = ReturnType<typeof defineBot<string, unknown, unknown>>;

/** The secret of bots that AWS lets in by the role of the function. */
export const credentialsSchema = z.object({
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
  sessionToken: z.string().optional(),
});

function fitting<Shape>(schema: z.ZodType<Shape>, value: unknown, what: string): Shape {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const faults = read.error.issues.map(({ path, message }) => `${path.join('.') || 'all of it'}: ${message}`);
  throw new Permanent(`${what} will not do: ${faults.join('; ')}`);
}
