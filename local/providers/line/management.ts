import * as z from 'zod';
import { hmac } from '../../../lib/channels/shared/hmac.ts';
import { type ApiAnswer, type ApiCall, jsonOf, postWebhook, Refused } from '../api.ts';

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
    const events = JSON.stringify({ destination: `U${'0'.repeat(32)}`, events: [] });
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'x-line-signature': hmac('sha256', channelSecret, events, 'base64'),
    };
    const status = await postWebhook(url, headers, events).then(
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
          userId: `U${'0'.repeat(32)}`,
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

function refuse(status: number, message: string): never {
  throw new Refused({ status, body: { message } }, message);
}

function read<Shape>(body: Buffer, shape: z.ZodType<Shape>): Shape {
  const parsed = shape.safeParse(jsonOf(body));
  return parsed.success ? parsed.data : refuse(400, 'Invalid webhook endpoint URL');
}
