import { join } from 'node:path';
import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { deployment } from '../../config/deployment.ts';
import { signerWith } from '../../lib/aws/signer.ts';
import { Permanent } from '../../lib/errors.ts';
import { createHttp, type Http } from '../../lib/http.ts';
import { localAccess } from '../../local/aws/access.ts';
import { textOf } from '../flow-file.ts';

/** The options by which an operator says which deployment is meant. */
export const placeOptions = {
  origin: { type: 'string' },
  local: { type: 'boolean' },
  data: { type: 'string' },
} as const;
export const placeHelp = `  --origin URL        where the deployment is reached (cdk deploy prints it); else SEAWAY_ORIGIN. Its secrets are read
                      and written with your usual AWS environment
  --local             the Seaway that "npm start" runs on this machine
  --data FOLDER       where that one keeps its data, if not in .seaway`;

/** A deployment as far as connecting channels to it goes: its secrets, its addresses, and a way to the providers. */
export type Place = {
  read(channel: string, account: string): Promise<unknown>;
  store(channel: string, account: string, value: unknown): Promise<void>;
  webhook(channel: string, account: string): string;
  http: Http;
};

const announcedSchema = z.object({
  origin: z.string(),
  secretsManager: z.string(),
  origins: z.record(z.string(), z.string()),
});

/** The deployment that is meant. Throws Permanent where it is not said which. */
export async function openPlace(where: { origin?: string; local?: boolean; data?: string }): Promise<Place> {
  const { origin, local, data = join(import.meta.dirname, '..', '..', '.seaway') } = where;
  if (local) return announcedPlace(join(data, 'endpoints.json'));
  const address = origin ?? process.env.SEAWAY_ORIGIN;
  if (!address)
    throw new Permanent('say which deployment: --local for "npm start", or --origin URL as cdk deploy printed it');
  if (!URL.canParse(address) || new URL(address).protocol !== 'https:')
    throw new Permanent(`--origin takes the https address of the deployment, not ${address}`);
  return placeAt(new URL(address).origin, new SecretsManagerClient({}), {});
}

/** The deployment of which a Seaway on this machine says in this file where it is. */
async function announcedPlace(file: string): Promise<Place> {
  const text = await textOf(file).catch((cause) => {
    throw new Permanent('nothing runs on this machine: run "npm start" in another terminal first', { cause });
  });
  const { origin, secretsManager: endpoint, origins } = announcedSchema.parse(JSON.parse(text));
  return placeAt(origin, new SecretsManagerClient({ endpoint, ...localAccess }), origins);
}

function placeAt(origin: string, client: SecretsManagerClient, origins: Record<string, string>): Place {
  const nameOf = (channel: string, account: string) => `${deployment.name}/${channel}/${account}`;
  return {
    // What is asked of AWS itself is signed with the operator's own credentials.
    async http(request) {
      const credentials = request.aws && (await client.config.credentials());
      return createHttp(origins, credentials && signerWith(() => credentials))(request);
    },
    webhook: (channel, account) => `${origin}/webhooks/${channel}/${account}`,
    async read(channel, account) {
      const answer = client.send(new GetSecretValueCommand({ SecretId: nameOf(channel, account) }));
      const { SecretString = '{}' } = await answer.catch(missing);
      return JSON.parse(SecretString);
    },
    async store(channel, account, value) {
      const SecretId = nameOf(channel, account);
      await client.send(new PutSecretValueCommand({ SecretId, SecretString: JSON.stringify(value) })).catch(undeployed);
    },
  };
}

/** A secret that the stack has made and nobody has filled in has no value yet, and one that was never deployed is not there. */
function missing(error: unknown): { SecretString?: string } {
  if (isMissing(error)) return {};
  throw error;
}

function undeployed(error: unknown): never {
  if (!isMissing(error)) throw error;
  throw new Permanent('the account has no secret yet: name it in config/deployment.ts and run cdk deploy first', {
    cause: error,
  });
}

const isMissing = (error: unknown) => error instanceof Error && error.name === 'ResourceNotFoundException';
