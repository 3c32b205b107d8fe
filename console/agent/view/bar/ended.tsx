import { signInAgain } from '../../session/index.ts';
import { useConsole } from '../../state/context.ts';
import { texts } from './texts.ts';

/** Nobody is signed in any more: the way to sign in again. What was written is kept by the browser. */
export function Ended() {
  const { ended } = useConsole();
  if (!ended.value) return null;
  return (
    <div class="ended" role="alert">
      <p>{texts.ended}</p>
      <button type="button" class="button button-main" onClick={signInAgain}>
        {texts.signIn}
      </button>
    </div>
  );
}
