import type { Email } from 'postal-mime';
import * as z from 'zod';
import type { ReplyWith } from '../../message.ts';
import { day } from '../channel.ts';
import { shorten } from '../shared/split-text.ts';
import { idsIn } from './parse.ts';

const tokenShape = z.object({
  /** Where the customer wants answers (Reply-To), if elsewhere than they write from. */
  to: z.string().optional(),
  subject: z.string(),
  messageId: z.string().optional(),
  references: z.array(z.string()),
});

/** What an answer needs to stand below the mail that it answers. */
export type Place = z.infer<typeof tokenShape>;

/** An answer finds its place however late it comes; a year is longer than anybody looks back. */
const lives = 365 * day;

/** What an answer needs of the mail that it answers, which came `at`; `to` is where the customer wants it. */
export function replyWithOf(mail: Email, to: string | undefined, at: number): ReplyWith {
  const [messageId] = sendableIn(mail.messageId);
  const before = idsIn(mail.references).length > 0 ? mail.references : mail.inReplyTo;
  const references = fitting([...new Set([...sendableIn(before), ...(messageId ? [messageId] : [])])]);
  const subject = shorten(oneLine(mail.subject ?? ''), 200);
  const place: Place = { ...(to && { to }), subject, ...(messageId && { messageId }), references };
  return { token: JSON.stringify(place), until: at + lives, reusable: true };
}

/** The place of an answer; undefined where there is none to answer to, or the token is none of ours. */
export function placeOf(replyWith: ReplyWith | undefined): Place | undefined {
  if (!replyWith) return undefined;
  try {
    return tokenShape.safeParse(JSON.parse(replyWith.token)).data;
  } catch {
    return undefined;
  }
}

/** `Re:` once, whatever the program of the customer put before the subject in its own language. */
export const answering = (subject: string): string => `Re: ${subject.replace(answered, '')}`.trim();

/** Whether the subject says that a mail of somebody else is passed on, which then is what the mail is about. */
export const isForward = (subject: string): boolean => forwarded.test(subject);

const answered = /^(\s*(re|aw|antw|sv|vs|rif|r|ref|réf|res|odp|回复|回覆|答复|答覆|返信)(\[\d+\])?\s*[:：])+\s*/i;
const forwarded = /^\s*(fwd?|wg|tr|rv|i|enc|vb|doorst|转发|轉寄|転送|전달)\s*[:：]/i;

/** SES takes no others in a header of ours. */
const sendableIn = (header: string | undefined) => idsIn(header).filter((id) => /^[!-~]+$/.test(id));

/** References takes 986 characters: the first id, by which programs find the thread, and as many of the last as fit. */
function fitting(ids: string[]): string[] {
  const [first = '', ...others] = ids;
  let room = 986 - first.length;
  const last = others.toReversed().filter((id) => {
    room -= id.length + 1;
    return room >= 0;
  });
  return ids.length === 0 ? [] : [first, ...last.reverse()];
}

/** A text as a header can hold it. */
export const oneLine = (text: string): string => text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
