import { Permanent } from '../errors.ts';
import type { BotKind, Permission } from './bot.ts';
import { chatCompletions } from './chat-completions/index.ts';
import { lex } from './lex.ts';
import { rasa } from './rasa.ts';
import { webhook } from './webhook.ts';

/** Every kind of bot there is. */
const kinds = { webhook, rasa, lex, 'chat-completions': chatCompletions };

/** A bot as config/deployment.ts describes it; nothing of it is secret. */
export type BotConfig = { readonly kind: string; readonly settings: unknown };

/** The kind of bot of this name; throws Permanent where there is none. */
export function kindNamed(name: string): BotKind {
  const kind = byName.get(name);
  if (kind) return kind;
  throw new Permanent(
    `there is no kind of bot "${name}": the list in lib/bots/index.ts has ${[...byName.keys()].join(', ')}`,
  );
}

/**
 * What lets the function that asks into the bot of this name; undefined where a secret does. Throws Permanent where its
 * settings do not fit.
 */
export const permissionOf = (name: string, { kind, settings }: BotConfig): Permission | undefined =>
  kindNamed(kind).permission(name, settings);

const byName = new Map<string, BotKind>(Object.entries(kinds));
