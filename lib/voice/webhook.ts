import type { WebhookRequest } from '../channels/channel.ts';
import { parseForm } from '../channels/shared/form.ts';
import { verifyTwilio } from '../channels/shared/twilio.ts';
import { Permanent } from '../errors.ts';
import { answerCall, takeStatus } from '../voice.ts';
import type { Answer } from '../webhook.ts';
import { type ConferenceWorld, takeConference } from './conference/take.ts';
import { tonesTwiml } from './conference/tones.ts';
import { farewell } from './farewell.ts';
import type { CallRequest } from './request.ts';
import { renderTwiml } from './twiml.ts';
import type { VoiceWorld } from './world.ts';

/**
 * Where a webhook came in: `/voice/{account}` and `.../tones` answer with TwiML, `.../status` and `.../conference` take notice.
 */
export type VoiceRoute = { account: string; part: 'call' | 'status' | 'conference' | 'tones' };

/** The route of an address, by what follows the account in its path; anything unknown counts as a call. */
export const voiceRoute = (account: string, part = ''): VoiceRoute => ({
  account,
  part: part === 'status' || part === 'conference' || part === 'tones' ? part : 'call',
});

/** Bytes of a webhook at most; Twilio's have some thousand. */
const largest = 128 * 1024;

/**
 * Takes a webhook of a call: verified on the raw bytes, read, answered. 404 for an account that we do not have, 413 for a
 * body too large, 401 for one that is not Twilio's, 400 for one without a call. Where nothing can be done for the caller
 * they hear so. Throws Transient where the table or the queue is out of reach: Twilio then tries again, or its fallback.
 */
export async function takeVoiceWebhook(
  world: VoiceWorld & ConferenceWorld,
  { account, part }: VoiceRoute,
  request: WebhookRequest,
  settings: { authToken: string },
): Promise<Answer> {
  if (!world.accounts.some((known) => known.account === account)) return plain(404, 'There is no such account here.');
  if (request.body.length > largest) return plain(413, `A webhook may have ${largest} bytes at most.`);
  const verdict = verifyTwilio(request, settings);
  if (verdict.verdict === 'reject') {
    world.log('a webhook was rejected', { channel: 'voice', account, reason: verdict.reason });
    return plain(401, 'The signature does not fit.');
  }
  const call = readCall(account, request);
  if (part === 'tones') return twiml(tonesTwiml(call.parameters));
  if (part === 'conference') {
    await takeConference(world, call);
    return taken;
  }
  if (!call.parameters.CallSid && !call.back?.token) return plain(400, "The form's CallSid is missing.");
  if (part === 'status') {
    await takeStatus(world, call);
    return taken;
  }
  return twiml(await answered(world, call));
}

async function answered(world: VoiceWorld, call: CallRequest): Promise<string> {
  try {
    return await answerCall(world, call);
  } catch (error) {
    if (!(error instanceof Permanent)) throw error;
    world.log('a call cannot be answered', { account: call.account, reason: error.message });
    return renderTwiml(farewell(world.broken, {}), String);
  }
}

/**
 * A call comes back by an address of ours, or by `?FlowEvent=return` from a program that a redirect widget handed it to.
 * https://www.twilio.com/docs/studio/widget-library/twiml-redirect
 */
function readCall(account: string, { url, query, headers, body }: WebhookRequest): CallRequest {
  const { event, FlowEvent, token, bodySHA256: _, ...extras } = query;
  const name = event ?? FlowEvent;
  return {
    account,
    back: name === undefined && token === undefined ? undefined : { event: name ?? '', token },
    parameters: { ...defined(extras), ...Object.fromEntries(parseForm(body)) },
    base: `${new URL(url).origin}/voice/${encodeURIComponent(account)}`,
    idempotency: headers['i-twilio-idempotency-token'],
  };
}

const defined = (values: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));

const taken: Answer = { status: 204, headers: {}, body: '' };

const twiml = (body: string): Answer => ({ status: 200, headers: { 'content-type': 'text/xml' }, body });

const plain = (status: number, body: string): Answer => ({ status, headers: { 'content-type': 'text/plain' }, body });
