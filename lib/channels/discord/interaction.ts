import * as z from 'zod';
import { Permanent } from '../../errors.ts';
import type { Content, ReplyWith, ThreadEvent } from '../../message.ts';
import type { Received } from '../channel.ts';
import { misfit } from '../shared/json.ts';
import { partId } from '../shared/parts.ts';
import { ignored, receivedOf } from '../shared/received.ts';
import { attachmentShape, contentsOf } from './content.ts';
import { afterInteraction, inChannel } from './place.ts';
import { madeAt, snowflake } from './time.ts';
import { profileOf, userShape } from './user.ts';

/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object */
export const interactionShape = z.looseObject({ type: z.int() });

const happened = {
  id: snowflake,
  token: z.string().min(1),
  context: z.int().optional(),
  channel_id: z.string().optional(),
  locale: z.string().optional(),
  user: userShape.optional(),
  member: z.object({ user: userShape }).optional(),
};

const resolved = z.object({ attachments: z.record(z.string(), attachmentShape).optional() }).optional();

/** What can be pressed: a button has a label, a menu has options. */
const pressable = z.object({
  custom_id: z.string().optional(),
  label: z.string().optional(),
  options: z.array(z.object({ label: z.string(), value: z.string() })).optional(),
});

/** A field of a form, in a row as they used to be, or behind a label. */
const field = z.object({ value: z.string().optional() });

const heardShape = z.discriminatedUnion('type', [
  z.object({
    ...happened,
    type: z.literal(2),
    data: z.object({
      options: z.array(z.object({ type: z.int(), value: z.unknown().optional() })).optional(),
      resolved,
    }),
  }),
  z.object({
    ...happened,
    type: z.literal(3),
    data: z.object({ custom_id: z.string(), component_type: z.int(), values: z.array(z.string()).optional() }),
    message: z.object({
      id: z.string(),
      components: z.array(z.object({ components: z.array(pressable).optional() })).optional(),
    }),
  }),
  z.object({
    ...happened,
    type: z.literal(5),
    data: z.object({
      components: z.array(z.object({ components: z.array(field).optional(), component: field.optional() })),
      resolved,
    }),
  }),
]);
type Heard = z.infer<typeof heardShape>;
type Of<Type extends Heard['type']> = Extract<Heard, { type: Type }>;

/** A command or a form is a message, with a file a second one; a button or a menu is a choice. */
export function receiveInteraction(raw: z.infer<typeof interactionShape>, account: string): Received {
  const interaction = readHeard(raw);
  if (!interaction) return ignored(`interaction of type ${raw.type}`);
  const events = interaction.type === 3 ? chosen(interaction, account) : said(interaction, account);
  return receivedOf(events, `interaction of type ${raw.type}, empty`);
}

function readHeard(raw: unknown): Heard | undefined {
  const read = heardShape.safeParse(raw);
  if (read.success) return read.data;
  if (read.error.issues.some(({ path }) => path.length === 1 && path[0] === 'type')) return undefined;
  throw misfit(read.error);
}

function said(interaction: Of<2> | Of<5>, account: string): ThreadEvent[] {
  const text = interaction.type === 2 ? typedIn(interaction) : filledIn(interaction);
  const attachments = Object.values(interaction.data.resolved?.attachments ?? {});
  const contents: Content[] = contentsOf({ content: text, attachments });
  const base = baseOf(interaction, account);
  return contents.map((content, index) => {
    const id = partId(interaction.id, index);
    return { ...base, type: 'message', id, messageId: id, content };
  });
}

/** The options of a command that are text, which is type 3. */
const typedIn = ({ data: { options = [] } }: Of<2>) =>
  options.flatMap(({ type, value }) => (type === 3 && typeof value === 'string' ? value : [])).join('\n');

const filledIn = ({ data }: Of<5>) =>
  data.components
    .flatMap(({ component, components = [] }) => [...(component ? [component] : []), ...components])
    .flatMap(({ value }) => value || [])
    .join('\n');

/** A menu gives what was chosen of it, a button its own id; menus of users and channels are not of our making. */
function chosen(interaction: Of<3>, account: string): ThreadEvent[] {
  const { data, message } = interaction;
  const optionId = data.component_type === 3 ? data.values?.[0] : data.custom_id;
  if (optionId === undefined || (data.component_type !== 2 && data.component_type !== 3)) return [];
  const pressables = (message.components ?? []).flatMap(({ components = [] }) => components);
  const text =
    pressables.find(({ custom_id }) => custom_id === optionId)?.label ??
    pressables.flatMap(({ options = [] }) => options).find(({ value }) => value === optionId)?.label;
  const base = baseOf(interaction, account);
  return [{ ...base, type: 'choice', optionId, ...(text && { text }) }];
}

/** A member of a server, or in direct messages a user. */
function baseOf(interaction: Heard, account: string) {
  const { id, locale, member, user = member?.user } = interaction;
  if (!user) throw new Permanent("the webhook's body has not the documented shape: neither member nor user is there");
  const at = madeAt(id);
  const thread = { channel: 'discord', account, sender: user.id };
  return { id, at, thread, profile: profileOf(user, locale), replyWith: replyWithOf(interaction, at) };
}

/** A press in direct messages is answered by one, which is recognised when sent again, as the answer to an interaction is not. */
function replyWithOf(interaction: Heard, at: number): ReplyWith {
  const { type, token, channel_id: channel } = interaction;
  if (isPrivate(interaction)) return afterInteraction(token, 'private', at);
  return type === 3 && channel ? inChannel(channel) : afterInteraction(token, 'open', at);
}

/** In the direct messages with our bot (context 1) nobody else reads; elsewhere the answer is for the person's eyes alone. */
export const isPrivate = ({ context }: { context?: number | undefined }): boolean => context !== 1;
