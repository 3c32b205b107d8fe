import * as z from 'zod';
import { Permanent } from '../../errors.ts';
import type { Http } from '../../http.ts';
import type { Live } from '../../message.ts';
import { isSuccess, refusal } from './answer.ts';
import { readAnswer } from './json.ts';

/**
 * Pushes frames in order to all connections side by side, and gives those that are gone. Throws as `refusal` does where API
 * Gateway takes one for another reason.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html
 */
export async function pushFrames(
  live: Pick<Live, 'endpoint' | 'connections'> | undefined,
  frames: object[],
  http: Http,
): Promise<string[]> {
  const { connections = [], endpoint = '' } = live ?? {};
  const outcomes = await Promise.allSettled(
    connections.map(async (connection) => {
      for (const frame of frames) {
        if (await isGone({ endpoint, connection, frame }, http)) return [connection];
      }
      return [];
    }),
  );
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  return outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? outcome.value : []));
}

type Push = { endpoint: string; connection: string; frame: object };

async function isGone({ endpoint, connection, frame }: Push, http: Http): Promise<boolean> {
  const response = await http({
    method: 'POST',
    url: `${endpoint}/@connections/${encodeURIComponent(connection)}`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(frame),
    aws: { service: 'execute-api', region: regionOf(endpoint) },
  });
  if (response.status === 410) return true;
  if (isSuccess(response)) return false;
  throw refusal('API Gateway', response, { reason: readAnswer(response.body, answerShape)?.message });
}

const answerShape = z.object({ message: z.string().optional() });

function regionOf(endpoint: string): string {
  const region = /^https:\/\/[\w-]+\.execute-api\.([\w-]+)\./.exec(endpoint)?.[1];
  if (region === undefined) throw new Permanent(`${endpoint} is not the address of a WebSocket API`);
  return region;
}
