import * as z from 'zod';
import type { Act } from '../../lib/console/protocol/call.ts';
import { conversationSchema } from '../../lib/console/protocol/conversation.ts';
import { customerViewSchema } from '../../lib/console/protocol/customer.ts';
import { colleaguesSchema, deskSchema, foundSchema } from '../../lib/console/protocol/desk.ts';
import { meSchema } from '../../lib/console/protocol/me.ts';
import { type Offer, workSchema } from '../../lib/console/protocol/work.ts';
import type { Deed } from '../../lib/deed.ts';
import { type AskOptions, ask } from './ask.ts';
import type { Sending } from './state/types.ts';

export type Api = ReturnType<typeof openApi>;

/** Everything that the page asks of the server. Each throws Refused. */
export function openApi(options: AskOptions) {
  const get = <Kind>(path: string, query: Record<string, string>, schema: z.ZodType<Kind>): Promise<Kind> =>
    ask(options, { method: 'GET', path: `${path}${queryOf(query)}` }, schema);
  const send = (method: 'POST' | 'PUT', path: string, body: unknown, query = {}): Promise<unknown> =>
    ask(options, { method, path: `${path}${queryOf(query)}`, body }, z.unknown());
  const timed =
    <Kind extends { now: number }>(path: string, schema: z.ZodType<Kind>) =>
    async (): Promise<Kind> => {
      const asked = options.clock.now();
      const answer = await get(path, {}, schema);
      options.timed(answer.now, (asked + options.clock.now()) / 2);
      return answer;
    };

  return {
    me: timed('me', meSchema),
    work: timed('work', workSchema),
    desk: timed('desk', deskSchema),
    colleagues: () => get('colleagues', {}, colleaguesSchema),
    customer: (thread: string) => get('customer', { thread }, customerViewSchema),
    conversation: (thread: string, before?: string) =>
      get('conversation', { thread, ...(before !== undefined && { before }) }, conversationSchema),
    search: (text: string) => get('search', { q: text }, foundSchema),
    answer: ({ reservation, taskSid }: Offer, answer: 'accepted' | 'rejected') =>
      send('POST', `reservations/${encodeURIComponent(reservation)}`, { answer, taskSid }),
    message: ({ id, task, thread, content }: Sending) =>
      send('POST', 'messages', { id, task, thread, ...partsOf(content) }),
    deed: (id: string, thread: string, deed: Deed) => send('POST', 'deeds', { id, thread, deed }),
    call: (id: string, thread: string, act: Act) => send('POST', 'calls', { id, thread, act }),
    signal: (thread: string, signal: 'typing' | 'read', messageId?: string) =>
      send('POST', 'signals', { id: crypto.randomUUID(), thread, signal, messageId }),
    presence: (activity: string) => send('POST', 'presence', { activity }),
    attribute: (thread: string, name: string, value: unknown) =>
      send('PUT', 'customer', { attributes: { [name]: value } }, { thread }),
    proof: (thread: string, proof: string) => send('POST', 'proofs', { id: crypto.randomUUID(), thread, proof }),
    /** Where to put a file, and the address by which it is then said. */
    upload: ({ name, type, size }: File) =>
      ask(
        options,
        { method: 'POST', path: 'uploads', body: { name: name || 'file', mediaType: type || unknownType, size } },
        uploadSchema,
      ),
  };
}

/** The type of a file that the browser does not know. */
const unknownType = 'application/octet-stream';

const uploadSchema = z.object({
  url: z.string(),
  mediaType: z.string(),
  upload: z.object({ url: z.string(), headers: z.record(z.string(), z.string()) }),
});
export type Upload = z.infer<typeof uploadSchema>;

const queryOf = (query: Record<string, string>): string => {
  const written = new URLSearchParams(query).toString();
  return written === '' ? '' : `?${written}`;
};

/** What is said with a file of ours goes by its address; anything else as it is. */
function partsOf(content: Sending['content']): object {
  if (content.type === 'text') return { text: content.text };
  if (content.type !== 'media' || !content.url.startsWith('media:')) return { content };
  const { url, mediaType, name, caption } = content;
  return { file: { url, mediaType, name }, text: caption };
}
