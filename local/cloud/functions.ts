import { existsSync, writeFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { localAccess } from '../aws/access.ts';
import { type LocalFunction, openFunction } from './function.ts';
import { functionArn } from './places.ts';
import { type Places, resolve } from './resolve.ts';
import { type Resource, resourcesOf, type Template } from './template.ts';

export type Functions = {
  /** By name (`webhook`), by its id in the template or by ARN. Throws where there is none. */
  get(name: string): LocalFunction;
  close(): Promise<void>;
};

export type FunctionsOptions = {
  places: Places;
  /** Further environment variables of every function. */
  env: Record<string, string>;
  rewire?: Rewire | undefined;
  /** What functions print. */
  output: (text: string) => void;
};

/** Has the last word on a function's environment variables: the bench puts its counters before the addresses in them. */
export type Rewire = (functionName: string, variables: Record<string, string>) => Promise<Record<string, string>>;

/** The functions of a template, each in a worker thread of its own that starts with its first invocation. */
export async function openFunctions(template: Template, options: FunctionsOptions): Promise<Functions> {
  // The bundles are CommonJS, and the project around cdk.out says of its own files that they are not.
  writeFileSync(join(template.folder, 'package.json'), '{ "type": "commonjs" }\n');
  const { places, env, rewire = async (_, variables) => variables, output } = options;
  const opened = resourcesOf(template, 'AWS::Lambda::Function')
    .filter(isOurs)
    .map(async (resource) => {
      const spec = specOf(template.folder, resource, places);
      const environment = await rewire(spec.name, { ...lambdaEnvironment(spec.name), ...spec.environment, ...env });
      return {
        names: [spec.name, resource.id, functionArn(resource.id)],
        ...openFunction({ ...spec, environment, output }),
      };
    });
  const functions = await Promise.all(opened);
  return {
    get(name) {
      const found = functions.find(({ names }) => names.includes(name));
      if (!found)
        throw new Error(
          `the template has no function "${name}", only ${functions.map((each) => each.name).join(', ')}`,
        );
      return found;
    },
    async close() {
      await Promise.all(functions.map((each) => each.close()));
    },
  };
}

/** CDK's own for deploying files is Python; it has nothing to do here. */
const isOurs = ({ Properties }: Resource): boolean => !/^python/.test(String(Properties.Runtime));

const functionSchema = z.object({
  Code: z.object({ S3Key: z.string() }),
  Handler: z.string(),
  Timeout: z.number().default(3),
  MemorySize: z.number().default(128),
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }).default({ Variables: {} }),
});

function specOf(folder: string, { id, Properties, Metadata }: Resource, places: Places) {
  const { Code, Handler, Timeout, MemorySize, Environment } = functionSchema.parse(Properties);
  const asset = join(folder, `asset.${Code.S3Key.replace(/\.zip$/, '')}`);
  const [file = '', handler = ''] = Handler.split('.');
  const bundle = ['mjs', 'js', 'cjs'].map((extension) => join(asset, `${file}.${extension}`)).find(existsSync);
  if (!bundle) throw new Error(`the bundle of ${id} is missing in ${asset}: run npm run synth`);
  const variables = Object.entries(Environment.Variables).map(([name, value]) => {
    const path = `Resources.${id}.Properties.Environment.Variables.${name}`;
    return [name, String(resolve(value, places, path))];
  });
  return {
    // The construct's id is the name of the file in lambdas/.
    name: (Metadata?.['aws:cdk:path']?.split('/')[1] ?? id).toLowerCase(),
    bundle,
    handler,
    timeout: Timeout * 1_000,
    memory: MemorySize,
    environment: z.record(z.string(), z.string()).parse(Object.fromEntries(variables)),
  };
}

/** What Lambda itself sets, with credentials that open nothing, and no look into the developer's own AWS files. */
const lambdaEnvironment = (name: string): Record<string, string> => ({
  AWS_LAMBDA_FUNCTION_NAME: name,
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_LOG_FORMAT: 'JSON',
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  AWS_REGION: localAccess.region,
  AWS_DEFAULT_REGION: localAccess.region,
  AWS_ACCESS_KEY_ID: localAccess.credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: localAccess.credentials.secretAccessKey,
  AWS_CONFIG_FILE: devNull,
  AWS_SHARED_CREDENTIALS_FILE: devNull,
  TZ: 'UTC',
});
