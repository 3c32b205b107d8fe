import { useConsole } from '../../state/context.ts';
import { texts } from './texts.ts';

/** Whether news come in, in words where they do not come at once. */
export function Connection() {
  const { connection } = useConsole();
  const state = connection.value;
  return (
    <p class={`connection is-${state}`} role="status" title={texts.connection[state]}>
      <span class="connection-words">{texts.connection[state]}</span>
    </p>
  );
}
