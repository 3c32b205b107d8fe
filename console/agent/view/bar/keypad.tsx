import { useSignal } from '@preact/signals';
import { Icon } from '../icon.tsx';
import { texts } from './texts.ts';

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];

/** The keys of a telephone: each is played to the customer's side as it is pressed. */
export function Keypad({ press }: { press(digit: string): void }) {
  const pressed = useSignal('');
  const tap = (digit: string) => {
    pressed.value = (pressed.value + digit).slice(-most);
    press(digit);
  };
  const type = ({ key }: KeyboardEvent) => digits.includes(key) && tap(key);
  return (
    <>
      <button
        type="button"
        class="phone-deed"
        popovertarget="keypad"
        aria-label={texts.phone.keypad}
        title={texts.phone.keypad}
      >
        <Icon name="keypad" />
        <span class="phone-word">{texts.phone.keypad}</span>
      </button>
      <fieldset class="bar-over keypad" id="keypad" popover="auto" aria-label={texts.phone.keypad} onKeyDown={type}>
        <output class="keypad-pressed" aria-label={texts.phone.pressed}>
          {pressed.value}
        </output>
        {digits.map((digit) => (
          <button
            key={digit}
            type="button"
            class="keypad-key"
            aria-label={texts.phone.digit(digit)}
            onClick={() => tap(digit)}
          >
            {digit}
          </button>
        ))}
      </fieldset>
    </>
  );
}

/** Digits that there is room for. */
const most = 12;
