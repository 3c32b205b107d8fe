import { useConsole } from '../state/context.ts';
import { texts } from '../texts.ts';

/** What could not be read, and the way to try again; `isOld`: what was read before is shown still. */
export function Failed({ words, isOld }: { words: string; isOld: boolean }) {
  const { refresh } = useConsole();
  return (
    <p class={isOld ? 'failed is-old' : 'failed'} role={isOld ? 'status' : 'alert'}>
      {words}{' '}
      <button type="button" class="link" onClick={refresh}>
        {texts.again}
      </button>
    </p>
  );
}
