import { openSession } from '../../../console/agent/session/index.ts';

/** As little of a console as can be signed in to: who the server says it is, and what became of the session. */
const session = await openSession();
const said = document.body.appendChild(document.createElement('p'));
const ended = document.body.appendChild(document.createElement('p'));
session.onEnd(() => {
  ended.textContent = 'The session has ended.';
});

function button(name: string, does: () => unknown): void {
  const made = document.body.appendChild(document.createElement('button'));
  made.textContent = name;
  made.addEventListener('click', does);
}

async function ask(): Promise<void> {
  said.textContent = '';
  const answer = await session
    .token()
    .then((token) => fetch('/console/me', { headers: { authorization: `Bearer ${token}` } }))
    .then((response) => response.text())
    .catch((thrown) => String(thrown));
  said.textContent = answer;
}

button('Ask', ask);
button('Sign out', () => session.signOut());
await ask();
