import * as z from 'zod';
import { jsonOf } from '../api.ts';

/** Direct conversations, channels and private channels. */
export const channelPattern = /^[DCG][A-Z0-9]{8,}$/;

const time = z.string().regex(/^\d+\.\d{6}$/);
const plainText = (most: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: z.string().min(1).max(most) });

const button = z.strictObject({
  type: z.literal('button'),
  action_id: z.string().min(1).max(255),
  text: plainText(75),
  value: z.string().min(1).max(2000),
});

/** The blocks that we send: https://docs.slack.dev/reference/block-kit/blocks */
const blocksShape = z
  .array(
    z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('section'), text: plainText(3000) }),
      z.strictObject({ type: z.literal('actions'), elements: z.array(button).min(1).max(25) }),
    ]),
  )
  .max(50)
  .superRefine((blocks, context) => {
    const names = blocks
      .flatMap((block) => (block.type === 'actions' ? block.elements : []))
      .map((one) => one.action_id);
    if (new Set(names).size < names.length) context.addIssue('`action_id` must be unique');
  });

const item = { channel: z.string(), timestamp: time };

/** What the methods that we call take, apart from what has an error of its own: https://docs.slack.dev/reference/methods */
export const rules = {
  'chat.postMessage': z.strictObject({
    channel: z.string(),
    text: z.string(),
    thread_ts: time.optional(),
    mrkdwn: z.enum(['true', 'false']),
    client_msg_id: z.uuid(),
    blocks: z.string().optional(),
  }),
  'files.getUploadURLExternal': z.strictObject({
    filename: z.string().min(1),
    length: z.coerce.number().int().positive(),
  }),
  'files.completeUploadExternal': z.strictObject({
    files: z.string(),
    channel_id: z.string(),
    thread_ts: time.optional(),
    initial_comment: z.string().optional(),
  }),
  'reactions.add': z.strictObject({ ...item, name: z.string() }),
  'reactions.remove': z.strictObject({ ...item, name: z.string() }),
  'reactions.get': z.strictObject(item),
};

export const uploaded = z.tuple([z.strictObject({ id: z.string(), title: z.string() })]);

/** The buttons of a message, or what is wrong with its blocks. */
export function buttonsOf(blocks: string): { buttons: z.infer<typeof button>[] } | { faults: string[] } {
  const read = blocksShape.safeParse(jsonOf(Buffer.from(blocks)));
  if (!read.success)
    return { faults: read.error.issues.map(({ path, message }) => `[ERROR] ${message} [/${path.join('/')}]`) };
  return { buttons: read.data.flatMap((block) => (block.type === 'actions' ? block.elements : [])) };
}

/** Slack's code for what is wrong with a text, or undefined where nothing is. */
export function textFault(text: string): string | undefined {
  if (!text.trim()) return 'no_text';
  return text.length > 40_000 ? 'msg_too_long' : undefined;
}
