import { useState } from 'preact/hooks';
import type { PageAction } from '../actions.ts';
import { act } from './act.ts';

/** An action under way, and the sentence with which the last one failed. */
export function useAct() {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState('');
  /** Gives whether it was done. */
  const run = async (action: PageAction): Promise<boolean> => {
    setBusy(true);
    try {
      await act(action);
      setFault('');
      return true;
    } catch (thrown) {
      setFault(thrown instanceof Error ? thrown.message : String(thrown));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, fault, run };
}

export function Fault({ sentence }: { sentence: string }) {
  return sentence ? (
    <p class="fault" role="alert">
      {sentence}
    </p>
  ) : null;
}
