/** The page that is shown where nobody can be signed in: there is no console yet that could say it. */
export function showFailure(thrown: unknown, retry: () => void): void {
  const sentence = document.createElement('p');
  sentence.className = 'sentence';
  sentence.setAttribute('role', 'alert');
  sentence.textContent = `${failed} ${reasonOf(thrown)}`.trim();
  const again = document.createElement('button');
  again.type = 'button';
  again.className = 'button button-main';
  again.textContent = 'Sign in again';
  again.addEventListener('click', retry);
  const page = document.createElement('main');
  page.append(sentence, again);
  document.body.replaceChildren(page);
}

const failed = 'Signing in did not work.';

/** What the provider itself says is for people to read; other failures are of the network. */
function reasonOf(thrown: unknown): string {
  const said = thrown instanceof Error && 'error_description' in thrown ? thrown.error_description : undefined;
  return typeof said === 'string' ? said : 'Check the connection, and whether the clock of this computer is right.';
}
