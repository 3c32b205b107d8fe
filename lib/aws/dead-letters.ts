import { ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { reasonOf, Transient } from '../errors.ts';

/**
 * Looks at a queue of dead letters, the ten oldest, and leaves them there: they are out of sight of others for no time at all.
 * Throws Transient where SQS does not answer.
 */
export async function lookInto(client: SQSClient, { name, url }: { name: string; url: string }) {
  const asked = {
    QueueUrl: url,
    MaxNumberOfMessages: 10,
    VisibilityTimeout: 0,
    MessageAttributeNames: ['reason'],
    MessageSystemAttributeNames: ['SentTimestamp' as const],
  };
  const { Messages = [] } = await client.send(new ReceiveMessageCommand(asked)).catch((error) => {
    throw new Transient(`the dead letters of ${name} could not be looked at: ${reasonOf(error)}`, { cause: error });
  });
  return Messages.map(({ MessageId = '', Body = '', Attributes, MessageAttributes }) => ({
    queue: name,
    id: MessageId,
    at: Number(Attributes?.SentTimestamp ?? 0),
    body: Body,
    reason: MessageAttributes?.reason?.StringValue,
  }));
}
