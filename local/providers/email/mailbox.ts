import { createServer } from 'node:http';
import type { Email } from 'postal-mime';
import { listen } from '../../aws/listen.ts';

/** A mail of ours, as its receiver has it. */
export type Kept = { id: string; at: number; to: string; raw: Buffer; mail: Email };

/**
 * Serves on 127.0.0.1 what we sent, newest first, for a person to look at: `/`, `/id`, its page alone at `/id/page`, and
 * the mail itself at `/id.eml`. What is in a mail can neither run nor fetch anything.
 */
export async function startMailbox(mails: readonly Kept[], port = 0) {
  const server = createServer((request, response) => {
    const [, id = '', what] = /^\/([\w-]*)(\/page|\.eml)?$/.exec(request.url ?? '/') ?? [undefined, '-'];
    const kept = mails.find((one) => one.id === id);
    const { status = 200, ...answer } = id === '' ? listed(mails) : kept ? shown(kept, what) : missing;
    response
      .writeHead(status, { 'content-security-policy': answer.policy, 'content-type': answer.type })
      .end(answer.body);
  });
  const origin = `http://127.0.0.1:${await listen(server, port)}`;
  return {
    origin,
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Answer = { status?: number; policy: string; type: string; body: string | Buffer };

const own = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'; form-action 'none'";
/** `sandbox` holds also where somebody opens the page by itself. */
const foreign = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:";

const html = 'text/html; charset=utf-8';
const missing: Answer = {
  status: 404,
  policy: own,
  type: html,
  body: page('Mailbox', '<p>There is no such mail.</p>'),
};

function listed(mails: readonly Kept[]): Answer {
  const rows = mails.toReversed().map(({ id, at, to, mail }) => {
    const link = `<a href="/${id}">${safe(mail.subject || '(no subject)')}</a>`;
    return `<tr><td>${new Date(at).toLocaleTimeString('en-GB')}</td><td>${safe(to)}</td><td>${link}</td></tr>`;
  });
  const table = `<table><tr><th>Sent</th><th>To</th><th>Subject</th></tr>${rows.join('')}</table>`;
  const body = rows.length === 0 ? '<p>Nothing has been sent yet.</p>' : table;
  return { policy: own, type: html, body: page('Mailbox', body) };
}

function shown(kept: Kept, what: string | undefined): Answer {
  const { id, raw, mail } = kept;
  if (what === '.eml') return { policy: foreign, type: 'message/rfc822', body: raw };
  if (what === '/page') return { policy: foreign, type: html, body: mail.html ?? safe(mail.text ?? '') };
  const headers = mail.headers.map(
    ({ originalKey, value }) => `<tr><th>${safe(originalKey)}</th><td>${safe(value)}</td></tr>`,
  );
  const files = mail.attachments.map(
    ({ filename, mimeType }) => `<li>${safe(`${filename ?? 'file'} (${mimeType})`)}</li>`,
  );
  const body = [
    '<p><a href="/">All mails</a></p>',
    `<table>${headers.join('')}</table>`,
    `<iframe sandbox src="/${id}/page" title="The mail"></iframe>`,
    `<h2>As text</h2><pre>${safe(mail.text ?? '')}</pre>`,
    files.length > 0 ? `<h2>Files</h2><ul>${files.join('')}</ul>` : '',
    `<p><a href="/${id}.eml">The mail itself</a></p>`,
  ];
  return { policy: own, type: html, body: page(mail.subject || '(no subject)', body.join('\n')) };
}

function page(title: string, body: string): string {
  const style =
    'body{font:15px system-ui;margin:2rem auto;max-width:60rem;padding:0 1rem}table{border-collapse:collapse}' +
    'th,td{text-align:left;padding:.2rem 1rem .2rem 0;vertical-align:top;overflow-wrap:anywhere}' +
    'iframe{width:100%;height:20rem;border:1px solid #ccc;margin:1rem 0}pre{white-space:pre-wrap}';
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${safe(title)}</title><style>${style}</style></head><body><h1>${safe(title)}</h1>${body}</body></html>`;
}

function safe(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
