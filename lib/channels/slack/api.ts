import * as z from 'zod';
import type { Http } from '../../http.ts';
import type { Receipt } from '../channel.ts';
import { isSuccess, refusal } from '../shared/answer.ts';
import { readAnswer } from '../shared/json.ts';
import { slackErrors } from './errors.ts';
import { messageIdOf } from './place.ts';

export type Account = { botUserToken: string };

/**
 * Calls a method that posts; gives the receipt of what was posted, as far as the answer tells it. A `done` code says that it
 * was done before. Throws as `call` does. https://docs.slack.dev/reference/methods/chat.postMessage
 */
export async function post(
  method: string,
  fields: Fields,
  account: Account,
  http: Http,
  done?: string,
): Promise<Receipt> {
  const posted = await call(method, fields, account, http, postedShape, done);
  return posted ? { providerId: messageIdOf(posted.channel, posted.ts) } : {};
}

/**
 * Calls a method of the Web API with a form, which every one of them takes; gives its answer, or undefined where that has
 * another shape. An answer of 200 may be a refusal: throws Transient where Slack's code passes by itself, else Permanent.
 * https://docs.slack.dev/apis/web-api
 */
export async function call<Shape>(
  method: string,
  fields: Fields,
  { botUserToken }: Account,
  http: Http,
  shape: z.ZodType<Shape>,
  done?: string,
): Promise<Shape | undefined> {
  const given = Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  const response = await http({
    method: 'POST',
    url: `https://slack.com/api/${method}`,
    headers: {
      authorization: `Bearer ${botUserToken}`,
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
    },
    body: new URLSearchParams(given).toString(),
  });
  const refused = readAnswer(response.body, refusedShape);
  if (isSuccess(response) && !refused) return readAnswer(response.body, shape);
  if (refused && refused.error === done) return undefined;
  const known = refused && slackErrors[refused.error];
  const scope = refused?.needed && `the scope ${refused.needed} is missing`;
  const said = refused?.response_metadata?.messages ?? [];
  const reason = [refused?.error, known?.meaning, scope, ...said].filter(Boolean).join('; ');
  throw refusal('Slack', response, { reason: reason || undefined, passing: known?.passing, remedy: known?.remedy });
}

type Fields = Record<string, string | undefined>;

const postedShape = z.object({ channel: z.string(), ts: z.string() });

const refusedShape = z.object({
  ok: z.literal(false),
  error: z.string(),
  needed: z.string().optional(),
  response_metadata: z.object({ messages: z.array(z.string()).optional() }).optional(),
});
