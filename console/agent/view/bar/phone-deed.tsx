import { type Command, withHint } from '../../keys.ts';
import { Icon, type IconName } from '../icon.tsx';

type Parts = {
  icon: IconName;
  words: string;
  title?: string;
  command?: Command;
  /** Of what is on or off. */
  pressed?: boolean;
  /** Why it cannot be done now. */
  why?: string | undefined;
  end?: boolean;
  act(): void;
};

/** One thing that can be done to a call. One that cannot be now says why, also to who comes to it by keyboard. */
export function PhoneDeed({ icon, words, title = words, command, pressed, why, end = false, act }: Parts) {
  const known = command === undefined ? title : withHint(title, command);
  return (
    <button
      type="button"
      class={end ? 'phone-deed phone-end' : 'phone-deed'}
      data-command={command}
      aria-label={words}
      aria-pressed={pressed}
      aria-disabled={why !== undefined}
      title={why === undefined ? known : `${words}: ${why}`}
      onClick={() => why === undefined && act()}
    >
      <Icon name={icon} />
      <span class="phone-word">{words}</span>
    </button>
  );
}
