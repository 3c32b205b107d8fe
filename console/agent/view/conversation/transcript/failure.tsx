import { useState } from 'preact/hooks';
import { useConsole } from '../../../state/context.ts';
import { Icon } from '../../icon.tsx';
import { texts } from '../texts.ts';
import type { Entry } from './entries.ts';
import type { Mark } from './mark.ts';

/** Why a message did not arrive, what can be done about it, and a retry that says it once however often it is pressed. */
export function Failure({ entry, mark, writes }: { entry: Entry; mark: Mark; writes: boolean }) {
  const { retry, discard } = useConsole();
  const { again, discard: id } = entry;
  const [pressed, setPressed] = useState(false);

  function sayAgain(): void {
    if (pressed || !again) return;
    setPressed(true);
    retry(again);
  }

  return (
    <div class="failure">
      <Icon name="fault" />
      <p>
        <strong>{texts.notDelivered}</strong> {mark.reason} {mark.remedy}
      </p>
      {writes && again && (
        <button type="button" class="button failure-retry" disabled={pressed} onClick={sayAgain}>
          {texts.retry}
        </button>
      )}
      {id !== undefined && (
        <button type="button" class="link" onClick={() => discard(id)}>
          {texts.discard}
        </button>
      )}
    </div>
  );
}
