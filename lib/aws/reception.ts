import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Reception } from '../webhook.ts';
import { outsideHttp } from './deployed.ts';
import { setting } from './handler.ts';
import { count, logger } from './observe.ts';
import { openPublishedKeys } from './published-keys.ts';
import { eventParcel, send } from './queue.ts';
import { openSecrets } from './secrets.ts';

/**
 * What taking webhooks needs, of the queues and secrets that the stack made; `trace` is the id of a request, by which its events
 * are found again in the logs.
 */
export function deployedReception(accounts: Reception['accounts']) {
  const client = new SQSClient({});
  const [inboundUrl, deadLetterUrl] = [setting('INBOUND_QUEUE_URL'), setting('INBOUND_DEAD_LETTER_URL')];
  const prefix = setting('SECRET_PREFIX');
  const secretOf = openSecrets(new SecretsManagerClient({}), Date.now);
  const keys = openPublishedKeys(outsideHttp(), Date.now);
  const secret = (channel: string, account: string) => secretOf(`${prefix}${channel}/${account}`);
  const of = (trace: string): Reception => ({
    accounts,
    secret,
    keys,
    enqueue: (events) =>
      send(
        client,
        inboundUrl,
        events.map((one) => eventParcel(one, trace, Date.now())),
      ),
    bury: (body, reason) => send(client, deadLetterUrl, [{ group: trace, deduplication: trace, body, reason }]),
    count,
    log: (sentence, facts) => logger.warn(sentence, facts),
  });
  return { secret, of };
}
