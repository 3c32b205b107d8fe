import { useEffect, useState } from 'preact/hooks';
import type { Keys } from '../protocol.ts';

/** How long a telephone waits for one more key, in milliseconds. */
const pause = 1500;

/** Collects keys for a call that asks for several, and sends them once it has all, or after a pause. */
export function useDigits(keys: Keys | undefined, send: (digits: string) => void) {
  const [typed, setTyped] = useState('');
  const sendAll = (digits: string) => {
    setTyped('');
    send(digits);
  };
  useEffect(() => {
    if (typed === '') return;
    const timer = setTimeout(() => sendAll(typed), pause);
    return () => clearTimeout(timer);
  }, [typed]);
  const type = (key: string) => {
    if (!keys) return;
    const digits = typed + key;
    if (key === keys.finish || digits.length === keys.most) sendAll(digits);
    else setTyped(digits);
  };
  return { typed, type };
}
