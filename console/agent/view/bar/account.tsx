import { useConsole } from '../../state/context.ts';
import { texts } from '../../texts.ts';
import { fill } from '../../words.ts';
import { Icon } from '../icon.tsx';

/** Who is signed in, and the way out. */
export function Account() {
  const { me, signOut } = useConsole();
  const { fullName: name = '' } = me.value.value?.worker ?? {};
  return (
    <>
      <button
        type="button"
        class="bar-button"
        popovertarget="account"
        aria-label={fill(texts.bar.me, { name })}
        title={fill(texts.bar.me, { name })}
      >
        <Icon name="person" />
      </button>
      <div class="bar-over" id="account" popover="auto">
        <p>{name}</p>
        <button type="button" class="button" onClick={signOut}>
          {texts.bar.signOut}
        </button>
      </div>
    </>
  );
}
