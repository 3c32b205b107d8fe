import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Fixture = {
  /** The source of each function's bundle, by its name. */
  functions: Record<string, string>;
  environment?: Record<string, unknown>;
  /** Seconds. */
  timeout?: number;
  resources?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
};

/** Writes what `cdk synth` would for a stack with these functions, and gives the folder. */
export async function writeStack(fixture: Fixture): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'seaway-cdk-'));
  for (const [name, source] of Object.entries(fixture.functions)) {
    await mkdir(join(folder, `asset.${name}`));
    await writeFile(join(folder, `asset.${name}`, 'index.mjs'), source);
  }
  const template = { Resources: { ...functionsOf(fixture), ...fixture.resources }, Outputs: fixture.outputs ?? {} };
  await writeFile(join(folder, 'Fixture.template.json'), JSON.stringify(template));
  return folder;
}

const functionsOf = ({ functions, environment = {}, timeout = 10 }: Fixture) =>
  Object.fromEntries(
    Object.keys(functions).map((name) => [
      `${name}Function`,
      {
        Type: 'AWS::Lambda::Function',
        Metadata: { 'aws:cdk:path': `Fixture/${name}/Resource` },
        Properties: {
          Code: { S3Bucket: { 'Fn::Sub': `assets-\${AWS::AccountId}` }, S3Key: `${name}.zip` },
          Handler: 'index.handler',
          Timeout: timeout,
          Environment: { Variables: environment },
        },
      },
    ]),
  );

export const queue = (properties: Record<string, unknown> = {}) => ({
  Type: 'AWS::SQS::Queue',
  Properties: { FifoQueue: true, ContentBasedDeduplication: true, ...properties },
});

export const route = (RouteKey: string, name: string, AuthorizationType = 'NONE') => ({
  [`${name}Integration`]: {
    Type: 'AWS::ApiGatewayV2::Integration',
    Properties: { IntegrationUri: { 'Fn::GetAtt': [`${name}Function`, 'Arn'] }, PayloadFormatVersion: '2.0' },
  },
  [`${RouteKey.replace(/\W/g, '')}Route`]: {
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: {
      RouteKey,
      AuthorizationType,
      Target: { 'Fn::Join': ['', ['integrations/', { Ref: `${name}Integration` }]] },
    },
  },
});
