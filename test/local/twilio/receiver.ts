import { once } from 'node:events';
import { createServer } from 'node:http';
import { validateRequest } from 'twilio/lib/webhooks/webhooks.js';
import { onTestFinished } from 'vitest';
import { authToken } from './centre.ts';

export type Received = { path: string; parameters: Record<string, string>; isSigned: boolean };
type Reply = { status: number; contentType?: string; body?: string } | 'silence' | 'hang-up';

/** A web server that keeps what it is sent, and answers as `reply` says; closed when the test ends. */
export async function openReceiver(reply: (received: Received) => Reply = () => ({ status: 204 })) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const parameters = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
      const signature = String(request.headers['x-twilio-signature']);
      const one = {
        path: request.url ?? '',
        parameters,
        isSigned: validateRequest(authToken, signature, `${origin}${request.url}`, parameters),
      };
      received.push(one);
      const answer = reply(one);
      if (answer === 'hang-up') request.socket.destroy();
      else if (answer !== 'silence')
        response
          .writeHead(answer.status, { 'content-type': answer.contentType ?? 'application/json' })
          .end(answer.body ?? '');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { origin, received };
}
