import type { Sending } from '../../../../../console/agent/state/types.ts';
import type { LineView } from '../../../../../lib/console/protocol/conversation.ts';
import type { Content } from '../../../../../lib/message.ts';

export const whatsapp = 'whatsapp:main:%2B1';
export const email = 'email:support:g%40x.example';
export const noon = new Date(2026, 10, 23, 12).getTime();

export const text = (said: string): Content => ({ type: 'text', text: said });

let count = 0;

/** A line a second after the one made before, said by the customer unless told. */
export function lineOf(line: Partial<LineView> = {}): LineView {
  count += 1;
  const sk = `MESSAGE#${String(count).padStart(6, '0')}`;
  const said = text(`line ${count}`);
  const by = line.direction === 'out' ? 'ana' : 'customer';
  return {
    thread: whatsapp,
    sk,
    at: noon + count * 1_000,
    direction: 'in',
    by,
    content: said,
    status: 'sent',
    ...line,
  };
}

export const byFlow = (line: Partial<LineView> = {}): LineView => lineOf({ direction: 'out', by: 'flow', ...line });
export const byAna = (line: Partial<LineView> = {}): LineView => lineOf({ direction: 'out', by: 'ana', ...line });
export const event = (line: Partial<LineView> = {}): LineView => lineOf({ direction: 'aside', by: 'system', ...line });
export const note = (line: Partial<LineView> = {}): LineView => lineOf({ direction: 'aside', by: 'ben', ...line });

export const sendingOf = (sending: Partial<Sending> = {}): Sending => ({
  id: 'sending',
  task: whatsapp,
  thread: whatsapp,
  at: noon + 3_600_000,
  content: text('on its way'),
  ...sending,
});
