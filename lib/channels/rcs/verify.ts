import * as z from 'zod';
import type { Verdict, WebhookRequest } from '../channel.ts';
import { answerHandshake } from '../shared/google-handshake.ts';
import { hmac, sameText } from '../shared/hmac.ts';
import { readAnswer } from '../shared/json.ts';
import { accept, reject } from '../shared/verdict.ts';
import { agentIn, dataOf } from './envelope.ts';

/**
 * Signed is what `message.data` decodes to, and nothing around it. A partner's common webhook also brings what other agents
 * are told: it is answered and dropped, as any other answer would hold up the queue of all the partner's agents.
 * https://developers.google.com/business-communications/rcs-business-messaging/guides/integrate/webhooks
 */
export function verify(request: WebhookRequest, settings: { clientToken: string; agentId: string }): Verdict {
  const handshake = answerHandshake(request, settings.clientToken);
  if (handshake) return handshake;
  const signature = request.headers['x-goog-signature'];
  if (!signature) return reject('the X-Goog-Signature header is missing');
  const data = dataOf(request.body);
  if (!data) return reject('the body has no message.data');
  if (!sameText(hmac('sha512', settings.clientToken, data, 'base64'), signature))
    return reject('the X-Goog-Signature header does not fit message.data');
  const agent = readAnswer(data, addressed)?.agentId;
  return agent === undefined || agentIn(agent) === agentIn(settings.agentId)
    ? accept
    : { verdict: 'reply', status: 200, headers: { 'content-type': 'text/plain' }, body: '' };
}

const addressed = z.object({ agentId: z.string() });
