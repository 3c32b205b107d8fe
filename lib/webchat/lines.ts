import { pageId } from '../channels/webchat/ids.ts';
import { isAgent, type Line, lineNumber } from '../conversation/state.ts';
import type { Content } from '../message.ts';

/** What a customer's page shows beside a line's content: its number, when it was said, and the name of the agent who said it. */
export const labelOf = ({ sk, at, by }: Line): { line: number; at: number; by?: string } => ({
  line: lineNumber(sk),
  at,
  ...(isAgent(by) && { by }),
});

/** A line as its customer sees it. `id` is the message's, by which the page knows what it has already. */
export type CustomerLine = ReturnType<typeof labelOf> & {
  id?: string;
  from: 'customer' | 'business';
  content: Content;
  status: Line['status'];
  edited?: boolean;
  deleted?: boolean;
};

/**
 * The line for its customer's eyes; undefined where it is not for them: what agents say among themselves, or a message that
 * could not be sent.
 */
export function customerLine(line: Line): CustomerLine | undefined {
  const { direction, status, edited, deleted } = line;
  if (direction === 'aside') return undefined;
  const content = forPage(line.content);
  const said = { ...labelOf(line), content, status, ...(edited && { edited }), ...(deleted && { deleted }) };
  if (direction === 'in')
    return line.by === 'customer' ? { ...said, from: 'customer', ...idOf(line.providerId) } : undefined;
  if (line.id === undefined || status === 'failed') return undefined;
  return { ...said, from: 'business', ...idOf(line.id) };
}

const idOf = (id: string | undefined) => (id === undefined ? {} : { id: pageId(id) });

const forPage = (content: Content): Content =>
  content.type === 'reaction' ? { ...content, messageId: pageId(content.messageId) } : content;
