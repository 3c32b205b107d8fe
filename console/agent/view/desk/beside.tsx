import { useEffect, useRef } from 'preact/hooks';
import { useConsole } from '../../state/context.ts';
import { Close } from '../close.tsx';
import { ConversationView } from '../conversation/index.tsx';
import { Listening } from './listening.tsx';
import { texts } from './texts.ts';

/** The conversation that is looked at, as the middle column shows it to somebody who does not hold it. */
export function Beside({ close }: { close: () => void }) {
  const thread = useConsole().shown.value;
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  return (
    <section class="desk-beside" aria-label={texts.beside}>
      <Close button={button} look="desk-close" words={texts.close} close={close} />
      {thread !== undefined && <Listening thread={thread} />}
      <ConversationView />
    </section>
  );
}
