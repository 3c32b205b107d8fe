import { computed, type Signal } from '@preact/signals';
import type { LineView } from '../../../lib/console/protocol/conversation.ts';
import type { Content } from '../../../lib/message.ts';
import type { Own } from './own.ts';
import type { Console } from './types.ts';

type Saying = Pick<Console, 'sending' | 'say' | 'sendFile' | 'retry' | 'discard'>;

/** What an agent says to a customer: it goes through the outbox of whoever has signed in. */
export function openSaying(own: Signal<Own | undefined>, shown: Signal<string | undefined>): Saying {
  const outbox = () => own.peek()?.outbox;
  return {
    sending: computed(() => own.value?.outbox.sending.value ?? []),
    say: (task, thread, content) => outbox()?.say({ id: crypto.randomUUID(), task, thread, content }),
    sendFile(task, thread, file, caption) {
      const { name, type: mediaType } = file;
      const content = { type: 'media' as const, url: '', mediaType, name, ...(caption && { caption }) };
      outbox()?.say({ id: crypto.randomUUID(), task, thread, content }, file);
    },
    retry(message) {
      if (!('sk' in message)) return outbox()?.again(message.id);
      // Made of the line, so that pressing twice, or in two tabs, sends once. Other threads have a line of this number too.
      const { thread, sk, at } = message;
      outbox()?.say({ id: `again ${sk} ${at}`, task: shown.peek() ?? thread, thread, content: sayable(message) });
    },
    discard: (id) => outbox()?.discard(id),
  };
}

/** What a line said, to be said again: a file by where it is kept, as the address at which it is shown is soon no good. */
const sayable = ({ content, keptAs }: LineView): Content =>
  content.type === 'media' && keptAs !== undefined ? { ...content, url: keptAs } : content;
