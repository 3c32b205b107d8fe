import * as z from 'zod';
import { type ApiAnswer, type ApiCall, jsonOf } from '../api.ts';
import { bot, postSigned, secret } from './account.ts';
import { snowflake } from './ids.ts';
import { read, refuse } from './refuse.ts';

const applicationChange = z.strictObject({
  interactions_endpoint_url: z.url().optional(),
  event_webhooks_url: z.url().optional(),
  event_webhooks_status: z.literal([1, 2]).optional(),
  event_webhooks_types: z.array(z.string()).optional(),
});

const option = z.strictObject({
  type: z.int(),
  name: z.string().regex(/^[-_\p{L}\p{N}]{1,32}$/u),
  description: z.string().min(1).max(100),
  description_localizations: z.record(z.string(), z.string().max(100)).optional(),
  required: z.boolean().optional(),
});
const commands = z.array(
  z.strictObject({
    type: z.literal(1),
    name: z.string().regex(/^[-_\p{L}\p{N}]{1,32}$/u),
    description: z.string().min(1).max(100),
    description_localizations: z.record(z.string(), z.string().max(100)).optional(),
    options: z.array(option).max(25).optional(),
    contexts: z.array(z.int()).optional(),
    integration_types: z.array(z.int()).optional(),
  }),
);

/**
 * What the Developer Portal shows of the application, and its commands; undefined for a call of another kind.
 * https://docs.discord.com/developers/resources/application
 */
export function openManagement() {
  let application: Record<string, unknown> = {
    id: secret.applicationId,
    name: 'Seaway',
    verify_key: secret.publicKey,
    flags: 0,
    bot,
    interactions_endpoint_url: null,
    event_webhooks_url: null,
    event_webhooks_status: 1,
    event_webhooks_types: [],
  };
  let known: unknown[] = [];

  async function change(said: unknown): Promise<ApiAnswer> {
    const changed = read(said, applicationChange);
    const { interactions_endpoint_url: interactions, event_webhooks_url: events } = changed;
    if (interactions && !(await passes(interactions, { type: 1 }, 200)))
      return wrongAddress('interactions_endpoint_url', 'APPLICATION_INTERACTIONS_ENDPOINT_URL_INVALID');
    if (events && !(await passes(events, { type: 0 }, 204)))
      return wrongAddress('event_webhooks_url', 'APPLICATION_EVENT_WEBHOOKS_URL_INVALID');
    application = { ...application, ...changed };
    return { status: 200, body: application };
  }

  return async ({ method, path, body }: ApiCall): Promise<ApiAnswer | undefined> => {
    switch (`${method} ${path}`) {
      case 'GET /users/@me':
        return { status: 200, body: bot };
      case 'GET /applications/@me':
        return { status: 200, body: application };
      case 'PATCH /applications/@me':
        return change(jsonOf(body));
      case `GET /applications/${secret.applicationId}/commands`:
        return { status: 200, body: known };
      case `PUT /applications/${secret.applicationId}/commands`:
        known = read(jsonOf(body), commands).map((command) => ({ id: snowflake(), version: snowflake(), ...command }));
        return { status: 200, body: known };
    }
  };
}

/** Discord pings an address twice before it takes it: once with a good signature, and once with a bad one. */
async function passes(url: string, ping: { type: number }, wanted: number): Promise<boolean> {
  const body = { ...ping, version: 1, application_id: secret.applicationId, id: snowflake(), token: 'ping' };
  const [good, bad] = await Promise.all([postSigned(url, body), postSigned(url, body, true)]).catch(() => []);
  return good?.status === wanted && bad?.status === 401 && (wanted === 204 || isPong(good.body));
}

const isPong = (body: string) => z.object({ type: z.literal(1) }).safeParse(jsonOf(Buffer.from(body))).success;

function wrongAddress(field: string, code: string): never {
  const message = 'The specified URL could not be verified.';
  return refuse(400, 50035, 'Invalid Form Body', { errors: { [field]: { _errors: [{ code, message }] } } });
}
