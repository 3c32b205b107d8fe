import * as z from 'zod';

/** https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-opcodes */
export const op = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  resume: 6,
  reconnect: 7,
  invalidSession: 9,
  hello: 10,
  heartbeatAck: 11,
} as const;

/** Direct messages, the reactions to them and the typing in them. Their text needs no privileged intent. */
export const intents = (1 << 12) | (1 << 13) | (1 << 14);

/** https://docs.discord.com/developers/events/gateway-events#payload-structure */
const payloadShape = z.object({
  op: z.int(),
  d: z.unknown().optional(),
  s: z.int().nullish(),
  t: z.string().nullish(),
});
export type Payload = z.infer<typeof payloadShape>;

export const helloShape = z.object({ heartbeat_interval: z.number().positive() });

export const readyShape = z.object({
  session_id: z.string(),
  resume_gateway_url: z.url({ protocol: /^wss?$/ }),
  user: z.object({ id: z.string() }),
});

/** A frame as a payload, or undefined where it is none. */
export function payloadOf(frame: unknown): Payload | undefined {
  try {
    return payloadShape.safeParse(JSON.parse(String(frame))).data;
  } catch {
    return undefined;
  }
}
