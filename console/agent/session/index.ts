import type { Session } from '../state/types.ts';
import { showFailure } from './failure.ts';
import { isFresh, isGood, type Kept, openKept, type Tokens } from './kept.ts';
import { findProvider, type Provider } from './provider.ts';
import { renew, revoke, signOutAddress } from './renewal.ts';
import { finishSignIn, isAnswer, signInAddress } from './sign-in.ts';

/**
 * Who has signed in, in this tab. Where nobody has, the page goes to sign in and the promise never comes true; where that does
 * not work, the page says so instead.
 */
export async function openSession(): Promise<Session> {
  const kept = openKept(sessionStorage);
  const provider = oncePerPage(findProvider);
  try {
    await comeBack(kept, provider);
    if (kept.tokens()) return sessionOf(kept, provider);
    location.assign(await signInAddress(await provider(), kept));
  } catch (thrown) {
    showFailure(thrown, signInAgain);
  }
  return new Promise(() => {});
}

/** Forgets who has signed in, as the server does not believe it any more, and goes to sign in. What else is kept stays. */
export function signInAgain(): void {
  openKept(sessionStorage).forgetTokens();
  location.assign('/');
}

type Find = () => Promise<Provider>;

/** Asked when first needed, and again only after a failure. */
function oncePerPage(find: Find): Find {
  let found: Promise<Provider> | undefined;
  return () => {
    found ??= find().catch((thrown) => {
      found = undefined;
      throw thrown;
    });
    return found;
  };
}

/** Takes the tokens of somebody who comes back from signing in; the code goes out of the address and its history. */
async function comeBack(kept: Kept, provider: Find): Promise<void> {
  const address = new URL(location.href);
  if (!isAnswer(address)) return;
  history.replaceState(null, '', '/');
  const attempt = kept.takeAttempt();
  if (attempt) kept.keepTokens(await finishSignIn(await provider(), attempt, address));
}

function sessionOf(kept: Kept, provider: Find): Session {
  const tells: (() => void)[] = [];
  let ended = false;
  const end = () => {
    kept.forgetTokens();
    if (ended) return;
    ended = true;
    for (const tell of tells) tell();
  };
  // Who signs out means every tab of theirs.
  const tabs = new BroadcastChannel('seaway.session');
  tabs.onmessage = end;

  return {
    async token() {
      const tokens = kept.tokens();
      if (tokens && isFresh(tokens, Date.now())) return tokens.access;
      // One at a time, in all tabs: whoever waited finds the work done.
      return navigator.locks.request('seaway.renewal', () => renewed(kept, provider, end));
    },
    signOut() {
      const tokens = kept.tokens();
      end();
      tabs.postMessage('signed out');
      void leave(provider, tokens);
    },
    onEnd(tell) {
      if (ended) tell();
      else tells.push(tell);
    },
  };
}

async function renewed(kept: Kept, provider: Find, end: () => void): Promise<string> {
  const tokens = kept.tokens();
  if (!tokens) throw new Error('nobody is signed in any more');
  if (isFresh(tokens, Date.now())) return tokens.access;
  const newer = await provider()
    .then((found) => renew(found, tokens))
    .catch((thrown) => {
      // The provider is out of reach: this one is good for some minutes still.
      if (isGood(tokens, Date.now())) return tokens;
      throw thrown;
    });
  if (!newer) {
    end();
    throw new Error('nobody is signed in any more');
  }
  // Somebody may have signed out meanwhile.
  if (kept.tokens()) kept.keepTokens(newer);
  return newer.access;
}

async function leave(provider: Find, tokens: Tokens | undefined): Promise<void> {
  try {
    const found = await provider();
    if (tokens) await revoke(found, tokens).catch(() => {});
    location.assign(signOutAddress(found));
  } catch {
    location.assign('/');
  }
}
