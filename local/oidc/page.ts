import { createHash } from 'node:crypto';
import { people } from './people.ts';

/** The headers of the page: it may send its form to us alone, from where people are sent on to this origin. */
export const pageHeaders = (origin: string): Record<string, string> => ({
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'content-security-policy': [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
    `form-action 'self' ${origin}`,
    'img-src data:',
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
});

/** Asks who signs in: a button for each, as there are no passwords on a laptop. */
export const signInPage = (): string =>
  page(
    'Sign in',
    `<h1>Who are you?</h1>
<form method="post">
${people.map(({ name, fullName, role }) => `<button name="name" value="${escaped(name)}">${escaped(fullName)}, ${role}</button>`).join('\n')}
</form>
<p>This is the sign-in of a laptop, for the workers of config/taskrouter.json. In AWS it is Amazon Cognito's.</p>`,
  );

/** Says what went wrong. */
export const faultPage = (sentence: string): string =>
  page('Sign in', `<h1>That did not work</h1>\n<p>${escaped(sentence)}</p>`);

/** Signs out without asking once more, as Cognito does; `form` is the provider's. */
export const signOutPage = (form: string): string =>
  page(
    'Sign out',
    `${form}
<input type="hidden" name="logout" value="yes" form="op.logoutForm">
<script>document.getElementById('op.logoutForm').submit()</script>
<noscript><button form="op.logoutForm">Sign out</button></noscript>`,
  );

const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const style = `:root { color-scheme: light dark; font: 16px/24px system-ui, sans-serif }
body { max-width: 24rem; margin: 15vh auto 0; padding: 0 1rem }
h1 { font-size: 20px }
form { display: grid; gap: 8px }
button { font: inherit; padding: 8px 16px; border-radius: 8px; border: 1px solid; text-align: start; cursor: pointer }
p { font-size: 14px; line-height: 20px }`;

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – Seaway</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
${body}
</body>
</html>
`;
