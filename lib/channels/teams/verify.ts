import * as z from 'zod';
import { type PublishedKeys, readRs256 } from '../../jwt/rs256.ts';
import type { Verdict, WebhookRequest } from '../channel.ts';
import { readAnswer } from '../shared/json.ts';
import { accept, reject } from '../shared/verdict.ts';
import { serviceName } from './service.ts';

/**
 * The body is not signed: a token says that Microsoft sends it, to this app, and from which service; the key vouches for
 * the channels it names.
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication#connector-to-bot
 */
export function verify(request: WebhookRequest, { appId }: { appId: string }, keys: PublishedKeys): Verdict {
  const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
  if (!token) return reject('the Authorization header has no bearer token');
  const read = readRs256(token, keys, {
    issuer: 'https://api.botframework.com',
    audience: appId,
    now: Date.now(),
    skew,
  });
  if ('fault' in read) return reject(`the token ${read.fault}`);
  const activity = readAnswer(request.body, activityShape);
  if (!activity) return reject('the body names no channel and service');
  const { serviceurl, serviceUrl } = claimsShape.parse(read.claims);
  const claimed = serviceurl ?? serviceUrl;
  if (!claimed || serviceName(claimed) !== serviceName(activity.serviceUrl))
    return reject('the token is of another service than the body');
  const { endorsements } = keyShape.parse(read.key);
  if (endorsements && !endorsements.includes(activity.channelId))
    return reject('the key of the token does not vouch for the channel of the body');
  return accept;
}

/** Milliseconds: the five minutes that Microsoft asks to allow for clocks that differ. */
const skew = 300_000;

const activityShape = z.object({ channelId: z.string(), serviceUrl: z.string().min(1) });

/** Microsoft's documentation and its own code spell it differently. */
const claimsShape = z.object({
  serviceurl: z.string().optional().catch(undefined),
  serviceUrl: z.string().optional().catch(undefined),
});

const keyShape = z.object({ endorsements: z.array(z.string()).optional().catch([]) });
