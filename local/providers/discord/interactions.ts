import * as z from 'zod';
import { jsonOf } from '../api.ts';
import type { Refusal } from '../provider.ts';
import { postSigned, secret } from './account.ts';
import { channelOf, serverChannel, snowflake } from './ids.ts';

export type User = { id: string; username: string; global_name: string | null; discriminator: string };
type Where = { user: User; language: string; inServer: boolean };
type Interaction = { sender: string; channel: string; until: number };

/** Milliseconds for which an interaction's token lives. */
const lives = 900_000;

/** The answers to an interaction: https://docs.discord.com/developers/interactions/receiving-and-responding */
const response = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal(4),
    data: z.strictObject({ content: z.string().min(1).max(2000), flags: z.literal(64) }),
  }),
  z.strictObject({ type: z.literal(5), data: z.strictObject({ flags: z.literal(64) }).optional() }),
  z.strictObject({ type: z.literal(6) }),
  z.strictObject({ type: z.literal(8), data: z.strictObject({ choices: z.array(z.unknown()).max(25) }) }),
]);

/** Which answers each type of interaction takes. */
const answers: Record<number, number[]> = { 2: [4, 5], 3: [4, 5, 6], 4: [8], 5: [4, 5, 6] };

/** Interactions that people begin, and the tokens under which we may say more after one that we answered in time. */
export function openInteractions(webhook: string, refusals: Refusal[]) {
  const open = new Map<string, Interaction>();
  return {
    /** Posts an interaction; `answer` is ours where Discord can use it. */
    async begin({ user, language, inServer }: Where, interaction: { type: number; data: unknown; message?: unknown }) {
      const id = snowflake();
      const token = Buffer.from(`interaction:${id}`).toString('base64url');
      const channel = inServer ? serverChannel : channelOf(user.id);
      const who = inServer
        ? { member: { user, roles: [], permissions: '2147483647' }, guild_id: '290926798626357999', context: 0 }
        : { user, context: 1 };
      const body = {
        ...{ id, token, version: 1, application_id: secret.applicationId, channel_id: channel },
        ...{
          locale: language,
          entitlements: [],
          app_permissions: '442368',
          authorizing_integration_owners: { 0: '0' },
        },
        ...who,
        ...interaction,
      };
      const reply = await postSigned(webhook, body);
      const answer = response.safeParse(jsonOf(Buffer.from(reply.body))).data;
      if (reply.status === 200 && answer && answers[interaction.type]?.includes(answer.type)) {
        open.set(token, { sender: user.id, channel, until: Date.now() + lives });
        return { reply, answer };
      }
      const reason = `The application did not respond: ${reply.status} ${reply.body.slice(0, 200)}`;
      refusals.push({ sender: user.id, request: body, reason });
      return { reply, answer: undefined };
    },
    /** The interaction of this token, while it lives. */
    of(token: string): Interaction | undefined {
      const interaction = open.get(token);
      return interaction && interaction.until > Date.now() ? interaction : undefined;
    },
    /** Ends all, as after a quarter of an hour. */
    lapse: (): void => open.clear(),
  };
}
