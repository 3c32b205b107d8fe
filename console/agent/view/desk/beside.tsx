import { useEffect, useRef } from 'preact/hooks';
import { ConversationView } from '../conversation/index.tsx';
import { Icon } from '../icon.tsx';
import { texts } from './texts.ts';

/** The conversation that is looked at, as the middle column shows it to somebody who does not hold it. */
export function Beside({ close }: { close: () => void }) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  return (
    <section class="desk-beside" aria-label={texts.beside}>
      <button
        type="button"
        ref={button}
        class="desk-close"
        aria-label={texts.close}
        title={texts.close}
        onClick={close}
      >
        <Icon name="close" />
      </button>
      <ConversationView />
    </section>
  );
}
