import { texts } from './texts.ts';

/** A key as it is printed on keyboards: `Alt+ArrowDown` is Alt and an arrow, which is read out by its name. */
export function Keystroke({ of }: { of: string }) {
  return (
    <span class="keystroke">
      {of.split('+').map((part) => (
        <kbd key={part}>{part.startsWith('Arrow') ? <Arrow name={part} /> : part}</kbd>
      ))}
    </span>
  );
}

function Arrow({ name }: { name: string }) {
  const isDown = name === 'ArrowDown';
  return (
    <span role="img" aria-label={isDown ? texts.down : texts.up}>
      {isDown ? '↓' : '↑'}
    </span>
  );
}
