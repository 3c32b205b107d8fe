import * as z from 'zod';
import type { ApiAnswer, ApiCall } from '../api.ts';
import { postEvents, read, refuse, userId } from './wire.ts';

const endpoint = z.url({ protocol: /^https?$/ }).max(500);
const setShape = z.strictObject({ endpoint });
const testShape = z.strictObject({ endpoint: endpoint.optional() });

/**
 * The calls by which an account is set up: its webhook, a trial of it, and who the bot is. Undefined for any other call.
 * https://developers.line.biz/en/reference/messaging-api/#webhook-settings
 */
export function openManagement(channelSecret: string) {
  let webhook: string | undefined;

  async function tryOut({ body }: ApiCall): Promise<ApiAnswer> {
    const url = read(body, testShape).endpoint ?? webhook;
    if (!url) return refuse(404, 'Unknown webhook endpoint');
    const status = await postEvents(url, channelSecret, []).then(
      (answer) => answer.status,
      () => 0,
    );
    const success = status >= 200 && status < 300;
    const reason = success ? 'OK' : status === 0 ? 'COULD_NOT_CONNECT' : 'ERROR_STATUS_CODE';
    return answer({ success, timestamp: new Date().toISOString(), statusCode: status, reason, detail: String(status) });
  }

  return (call: ApiCall): ApiAnswer | Promise<ApiAnswer> | undefined => {
    switch (`${call.method} ${call.path}`) {
      case 'PUT /v2/bot/channel/webhook/endpoint':
        webhook = read(call.body, setShape).endpoint;
        return answer({});
      case 'GET /v2/bot/channel/webhook/endpoint':
        return webhook ? answer({ endpoint: webhook, active: true }) : refuse(404, 'Unknown webhook endpoint');
      case 'POST /v2/bot/channel/webhook/test':
        return tryOut(call);
      case 'GET /v2/bot/info':
        return answer({
          userId,
          basicId: '@seaway',
          displayName: 'Seaway',
          chatMode: 'bot',
          markAsReadMode: 'auto',
        });
      default:
        return undefined;
    }
  };
}

const answer = (body: unknown): ApiAnswer => ({ status: 200, body });
