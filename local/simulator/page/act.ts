import type { PageAction } from '../actions.ts';

/** Does what the person at the page wants; throws a sentence to show where it cannot be done. */
export async function act(action: PageAction): Promise<void> {
  const body = JSON.stringify(action);
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch('/actions', { method: 'POST', headers, body }).catch(() => {
    throw new Error('Seaway does not answer: is it still running in the terminal?');
  });
  if (answer.ok) return;
  const { error } = await answer.json();
  throw new Error(String(error));
}
