import { useConsole } from '../../state/context.ts';
import { Icon } from '../icon.tsx';
import { texts } from './texts.ts';

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
        aria-label={texts.me(name)}
        title={texts.me(name)}
      >
        <Icon name="person" />
      </button>
      <div class="bar-over" id="account" popover="auto">
        <p>{name}</p>
        <button type="button" class="button" onClick={signOut}>
          {texts.signOut}
        </button>
      </div>
    </>
  );
}
