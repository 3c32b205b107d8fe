import { randomUUID } from 'node:crypto';
import { customSettings } from '../../../lib/channels/custom/index.ts';
import { secretsOf } from '../../../lib/channels/custom/verify.ts';
import { isSuccess } from '../../../lib/channels/shared/answer.ts';
import { reasonOf } from '../../../lib/errors.ts';
import { signedHeaders } from '../../../lib/standard-webhooks.ts';
import { defineConnector } from '../connector.ts';
import { right, wrong } from '../findings.ts';

/** The system outside is ours to write: docs/channels/custom.md */
export const custom = defineConnector({
  questions: [
    { setting: 'url', where: 'the https address at which your system takes our messages', secret: false },
    { setting: 'signingSecret', where: 'what this prints: echo whsec_$(openssl rand -base64 32)', secret: true },
    {
      setting: 'formerSecret',
      where: 'while you replace the secret, the one before',
      secret: true,
      optional: true,
    },
  ],
  settings: customSettings,
  register: async () => [],
  async check(settings, _, http) {
    const id = randomUUID();
    const body = JSON.stringify({ id, type: 'ping' });
    const headers = signedHeaders(secretsOf(settings), id, body);
    const { host } = new URL(settings.url);
    try {
      const answer = await http({ method: 'POST', url: settings.url, headers, body });
      if (isSuccess(answer)) return [right(`${host} takes what we sign.`)];
      const hint =
        answer.status === 401 || answer.status === 403
          ? 'compare the signing secret and the clock of both sides.'
          : 'it must answer a POST of {"type":"ping"} with 2xx, without a redirect.';
      return [wrong(`${host} answered our ping with ${answer.status}: ${hint}`)];
    } catch (error) {
      return [wrong(`${reasonOf(error)}: is the address right, and its certificate valid?`)];
    }
  },
  remains: (_, webhook) => [
    `Your system: post its events to ${webhook}, signed with the same secret. docs/channels/custom-protocol.md says how.`,
  ],
});
