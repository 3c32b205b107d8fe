import { Permanent, reasonOf, Transient } from '../errors.ts';
import type { BotResult } from '../flow/event.ts';
import type { Http } from '../http.ts';
import type { BotMessage } from './bot.ts';
import { type BotConfig, kindNamed, permissionOf } from './index.ts';

/** Milliseconds that any bot has at most, whatever the flow grants; bytes of its answer; messages that it may say at once. */
const limits = { patience: 10_000, bytes: 65_536, messages: 10 };

export type Bots = {
  configured: Readonly<Record<string, BotConfig>>;
  /** The secret of the bot of this name, as unknown JSON. */
  secretOf(bot: string): Promise<unknown>;
  /** Of the function itself, for bots that AWS lets in by its role. */
  credentials(): unknown;
  http: Http;
};

/**
 * Asks the bot of this name, for `timeout` milliseconds and never more than 10 s. Never throws: a bot that is away, slow,
 * at fault, unknown or silent gives a failure with a sentence, on which the flow takes another branch.
 */
export async function ask(bots: Bots, name: string, message: BotMessage, timeout: number): Promise<BotResult> {
  const patience = Math.min(timeout, limits.patience);
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Transient(`the bot did not answer within ${patience} ms`)), patience);
  try {
    return checked(await Promise.race([late, exchange(bots, name, message, patience)]));
  } catch (error) {
    return { failure: reasonOf(error) };
  } finally {
    clearTimeout(timer);
  }
}

async function exchange(bots: Bots, name: string, message: BotMessage, patience: number): Promise<BotResult> {
  const config = bots.configured[name];
  if (!config) {
    throw new Permanent(
      `there is no bot "${name}": config/deployment.ts has ${Object.keys(bots.configured).join(', ') || 'none'}`,
    );
  }
  const secret = permissionOf(name, config) ? bots.credentials() : await bots.secretOf(name);
  const bounded: Http = (request) => bots.http({ ...request, timeout: patience, limit: limits.bytes });
  return kindNamed(config.kind).connect(name, config.settings, secret)(message, bounded);
}

/** A bot that goes on without a word would leave the customer waiting, and one that says a hundred things flood them. */
function checked(result: BotResult): BotResult {
  if ('failure' in result) return result;
  const say = result.say.map((text) => text.trim()).filter((text) => text !== '');
  if (say.length > limits.messages) {
    throw new Permanent(`the bot says ${say.length} messages at once: ${limits.messages} are allowed`);
  }
  if (say.length === 0 && result.state === 'continues') throw new Permanent('the bot has nothing to say');
  return { ...result, say };
}
