import * as z from 'zod';
import type { Status, ThreadEvent } from '../../message.ts';
import { knownError } from '../shared/meta-graph.ts';
import { readCallbackData } from './callback-data.ts';
import { whatsappErrors } from './errors.ts';
import { seconds } from './seconds.ts';

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/status */
export const statusShape = z.object({
  id: z.string().min(1),
  status: z.string(),
  timestamp: seconds,
  recipient_id: z.string().optional(),
  recipient_user_id: z.string().optional(),
  recipient_type: z.string().optional(),
  biz_opaque_callback_data: z.string().optional(),
  errors: z
    .array(
      z.object({
        code: z.number(),
        title: z.string().optional(),
        error_data: z.object({ details: z.string().optional() }).optional(),
      }),
    )
    .optional(),
});

/** What became of a message of ours, or what to count it as: a group is nobody's conversation. */
export function receiptOf(said: z.infer<typeof statusShape>, account: string): ThreadEvent | string {
  const status = statuses.get(said.status);
  if (!status) return `status ${said.status}`;
  if (said.recipient_type === 'group') return 'status in a group';
  const { outboundId, sender = said.recipient_user_id ?? said.recipient_id } = readCallbackData(
    said.biz_opaque_callback_data,
  );
  if (!sender) return 'status without a recipient';
  return {
    type: 'receipt',
    id: `${said.id}/${said.status}`,
    thread: { channel: 'whatsapp-cloud', account, sender },
    at: said.timestamp,
    messageId: said.id,
    status,
    ...(outboundId && { outboundId }),
    ...groundOf(said),
  };
}

/** A voice message that was played has been read. */
const statuses = new Map<string, Status>([
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  ['played', 'read'],
  ['failed', 'failed'],
]);

function groundOf({ errors: [error] = [] }: z.infer<typeof statusShape>): { reason?: string; remedy?: string } {
  if (!error) return {};
  const known = knownError(error, whatsappErrors);
  const meaning = known?.meaning ?? error.error_data?.details ?? error.title ?? 'WhatsApp gives no reason';
  return { reason: `${error.code}: ${meaning}`, ...(known?.remedy && { remedy: known.remedy }) };
}
