import * as z from 'zod';
import { localAccess, localAccount } from '../aws/access.ts';
import { secretArn } from '../aws/secrets.ts';
import type { Places } from './resolve.ts';
import { socketApiId } from './socket-management.ts';
import type { Resource, Template } from './template.ts';

const { region } = localAccess;

/**
 * Where things are on this machine: `queues` is the endpoint of SQS, `origin` that of the gateway, `sockets` is `ws://...`,
 * `signIn` who stands in for Cognito.
 */
export type Endpoints = { queues: string; origin: string; sockets?: string; signIn?: SignInPlace | undefined };

/** What tokens have as their `iss` and `client_id`. */
export type SignInPlace = { issuer: string; clientId: string };

/** The host of the console at AWS, as CloudFront would make one up. */
export const siteHost = 'seaway.cloudfront.net';

/** What `Ref` and `Fn::GetAtt` give for the resources of a template that run here. */
export const placesOf = ({ resources }: Template, endpoints: Endpoints): Places => {
  const placed = (id: string): Record<string, string> | undefined => {
    const resource = resources.get(id);
    return resource && kinds[resource.Type]?.(resource, endpoints);
  };
  return {
    ref: (id) => pseudoParameters[id] ?? placed(id)?.Ref,
    attribute: (id, name) => placed(id)?.[name],
  };
};

/** The name of a queue: CloudFormation makes one up from the id, and so do we. */
export const queueName = ({ id, Properties }: Resource): string => `${id}${Properties.FifoQueue ? '.fifo' : ''}`;

/** The name of a bucket, which AWS wants in lower case. */
export const bucketName = ({ id }: Resource): string => id.toLowerCase();

/** The ARN of a function by its name, which is its id. */
export const functionArn = (id: string): string => arn('lambda', `function:${id}`);

const arn = (service: string, rest: string) => `arn:aws:${service}:${region}:${localAccount}:${rest}`;

const pseudoParameters: Record<string, string> = {
  'AWS::AccountId': localAccount,
  'AWS::Partition': 'aws',
  'AWS::Region': region,
  'AWS::StackName': 'Seaway',
  'AWS::URLSuffix': 'amazonaws.com',
};

const named = z.object({ Name: z.string() });
const versioned = z.object({ FunctionName: z.object({ Ref: z.string() }) });

const kinds: Record<string, (resource: Resource, endpoints: Endpoints) => Record<string, string>> = {
  'AWS::SQS::Queue': (queue, { queues }) => ({
    Ref: `${queues}/${localAccount}/${queueName(queue)}`,
    Arn: arn('sqs', queueName(queue)),
    QueueName: queueName(queue),
  }),
  'AWS::S3::Bucket': (bucket) => ({ Ref: bucketName(bucket), Arn: `arn:aws:s3:::${bucketName(bucket)}` }),
  'AWS::DynamoDB::GlobalTable': ({ id }) => ({ Ref: id, Arn: arn('dynamodb', `table/${id}`) }),
  'AWS::SecretsManager::Secret': ({ Properties }) => ({ Ref: secretArn(named.parse(Properties).Name) }),
  'AWS::Scheduler::ScheduleGroup': ({ Properties }) => ({ Ref: named.parse(Properties).Name }),
  'AWS::IAM::Role': ({ id }) => ({ Ref: id, Arn: `arn:aws:iam::${localAccount}:role/${id}` }),
  'AWS::SNS::Topic': ({ id }) => ({ Ref: arn('sns', id) }),
  'AWS::Lambda::Function': ({ id }) => ({ Ref: id, Arn: functionArn(id) }),
  'AWS::Lambda::Version': ({ Properties }) => ({ Ref: functionArn(versioned.parse(Properties).FunctionName.Ref) }),
  'AWS::ApiGatewayV2::Api': ({ id, Properties }, { origin, sockets = '' }) =>
    Properties.ProtocolType === 'WEBSOCKET'
      ? { Ref: socketApiId, ApiEndpoint: sockets }
      : { Ref: id, ApiEndpoint: origin },
  'AWS::ApiGatewayV2::Integration': ({ id }) => ({ Ref: id }),
  'AWS::CloudFront::Distribution': ({ id }) => ({ Ref: id, DomainName: siteHost }),
  'AWS::Cognito::UserPool': ({ id }, { signIn }) => ({ Ref: id, ...(signIn && { ProviderURL: signIn.issuer }) }),
  'AWS::Cognito::UserPoolClient': ({ id }, { signIn }) => ({ Ref: signIn?.clientId ?? id }),
};
