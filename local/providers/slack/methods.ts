import type * as z from 'zod';
import { parseForm } from '../../../lib/channels/shared/form.ts';
import { emojiOf } from '../../../lib/channels/slack/emoji.ts';
import { threadOf } from '../../../lib/channels/slack/place.ts';
import { plainText } from '../../../lib/channels/slack/text.ts';
import { type ApiAnswer, Refused } from '../api.ts';
import type { openPhones } from '../phones.ts';
import type { Shown } from '../provider.ts';
import { bot, nextTime, team } from './ids.ts';
import { buttonsOf, channelPattern, rules, textFault } from './rules.ts';

type Phones = ReturnType<typeof openPhones>;
type Look = Pick<Shown, 'text' | 'options' | 'media'>;

/** The methods that write and react. https://docs.slack.dev/reference/methods */
export function openMethods(phones: Phones) {
  const answered = new Map<string, ApiAnswer>();
  /** Whose screen a message is on, and our reactions to it. */
  const whose = new Map<string, string>();
  const ours = new Map<string, string[]>();
  phones.watch((sender, { id }) => void whose.set(id, sender));

  function post(form: z.infer<(typeof rules)['chat.postMessage']>): ApiAnswer {
    const before = answered.get(form.client_msg_id);
    if (before) return before;
    const sender = placed(form.channel, form.thread_ts);
    const fault = textFault(form.text);
    if (fault) refuse(fault, { sender });
    const options = optionsOf(form.blocks, sender);
    const ts = show(form, { text: plainText(form.text), ...(options.length > 0 && { options }) }, form);
    const answer = ok({
      channel: form.channel,
      ts,
      message: { type: 'message', bot_id: bot.bot, text: form.text, ts },
    });
    answered.set(form.client_msg_id, answer);
    return answer;
  }

  /** Shows a message of ours on the screen of the place; gives its time. */
  function show({ channel, thread_ts }: { channel: string; thread_ts?: string | undefined }, look: Look, raw: unknown) {
    const ts = nextTime();
    phones.show(placed(channel, thread_ts ?? ts), { id: `${channel}:${ts}`, from: 'business', ...look, raw });
    return ts;
  }

  function react({ channel, timestamp, name }: z.infer<(typeof rules)['reactions.add']>, add: boolean): ApiAnswer {
    const id = `${channel}:${timestamp}`;
    const sender = whose.get(id) ?? refuse('message_not_found');
    const given = ours.get(id) ?? [];
    if (add && given.includes(name)) refuse('already_reacted', { sender });
    if (!add && !given.includes(name)) refuse('no_reaction', { sender });
    const left = add ? [...given, name] : given.filter((one) => one !== name);
    ours.set(id, left);
    phones.change(sender, id, { reaction: left.map(emojiOf).join('') });
    return ok({});
  }

  function reactions({ channel, timestamp }: z.infer<(typeof rules)['reactions.get']>): ApiAnswer {
    const id = `${channel}:${timestamp}`;
    if (!whose.has(id)) refuse('message_not_found');
    const given = (ours.get(id) ?? []).map((name) => ({ name, users: [bot.user], count: 1 }));
    return ok({ type: 'message', channel, message: { type: 'message', ts: timestamp, reactions: given } });
  }

  const calls: Record<string, (form: Form) => ApiAnswer> = {
    'auth.test': () => signedIn,
    'chat.postMessage': (form) => post(read(rules['chat.postMessage'], form)),
    'reactions.add': (form) => react(read(rules['reactions.add'], form), true),
    'reactions.remove': (form) => react(read(rules['reactions.remove'], form), false),
    'reactions.get': (form) => reactions(read(rules['reactions.get'], form)),
  };

  return { calls, show };
}

export type Form = Record<string, string>;

export const formOf = (body: Buffer): Form => Object.fromEntries(parseForm(body));

export const ok = (more: Record<string, unknown>): ApiAnswer => ({ status: 200, body: { ok: true, ...more } });

/** Slack refuses with 200. https://docs.slack.dev/apis/web-api#responses */
export function refuse(error: string, { sender, said }: { sender?: string; said?: string[] } = {}): never {
  const body = { ok: false, error, ...(said && { response_metadata: { messages: said } }) };
  throw new Refused({ status: 200, body }, [error, ...(said ?? [])].join('; '), sender);
}

export function read<Shape>(rule: z.ZodType<Shape>, form: Form): Shape {
  const parsed = rule.safeParse(form);
  if (parsed.success) return parsed.data;
  const said = parsed.error.issues.map(({ path, message }) => `[ERROR] ${message} [json-pointer:/${path.join('/')}]`);
  return refuse('invalid_arguments', { said });
}

/** The scopes that the manifest in cli/channel/connectors asks for. */
const signedIn: ApiAnswer = {
  ...ok({
    url: 'https://local.slack.com/',
    team: 'Local',
    user: 'seaway',
    team_id: team,
    user_id: bot.user,
    bot_id: bot.bot,
  }),
  headers: {
    'x-oauth-scopes': 'app_mentions:read,chat:write,files:read,files:write,im:history,reactions:read,reactions:write',
  },
};

/** The sender that a place is. */
export function placed(channel: string, thread = ''): string {
  if (!channelPattern.test(channel)) refuse('channel_not_found', { sender: channel });
  return threadOf('', channel, thread).sender;
}

function optionsOf(blocks: string | undefined, sender: string) {
  if (blocks === undefined) return [];
  const found = buttonsOf(blocks);
  if ('faults' in found) return refuse('invalid_blocks', { sender, said: found.faults });
  return found.buttons.map(({ value, text }) => ({ id: value, text: text.text }));
}
