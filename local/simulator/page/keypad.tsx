import { useEffect, useRef } from 'preact/hooks';
import type { Keys } from '../protocol.ts';
import { useDigits } from './use-digits.ts';

/** The keys of a telephone; also those of the keyboard, for whoever is not writing. `keys` is what the call asks for. */
export function Keypad({ keys, press }: { keys: Keys | undefined; press: (digits: string) => void }) {
  const { typed, type } = useDigits(keys, press);
  const pad = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    const listen = ({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent) => {
      const elsewhere = target !== document.body && !pad.current?.parentElement?.contains(asNode(target));
      if (elsewhere || isWriting(target) || ctrlKey || metaKey || altKey || !faces.includes(key)) return;
      type(key);
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  });
  return (
    <fieldset class="keypad" ref={pad} aria-label="Keypad">
      {faces.map((key) => (
        <button key={key} type="button" aria-disabled={!keys} aria-label={spoken[key] ?? key} onClick={() => type(key)}>
          {key}
        </button>
      ))}
      <output aria-label="Pressed">{typed}</output>
    </fieldset>
  );
}

const faces = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];
const spoken: Record<string, string> = { '*': 'Star', '#': 'Pound' };

const asNode = (target: EventTarget | null): Node | null => (target instanceof Node ? target : null);

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof Element && target.matches('input, textarea, select');
