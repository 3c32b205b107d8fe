import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { Permanent, reasonOf, Transient } from '../errors.ts';

/** How long a secret is kept in memory, ms: a rotated one is in use after 5 minutes at the latest. */
const kept = 300_000;

/** Reads secrets as unknown JSON. Throws Permanent where there is none or it is not JSON, Transient when there is no answer. */
export function openSecrets(client: SecretsManagerClient, now: () => number): (name: string) => Promise<unknown> {
  const known = new Map<string, { until: number; value: unknown }>();
  return async (name) => {
    const cached = known.get(name);
    if (cached && cached.until > now()) return cached.value;
    const value = parse(name, await read(client, name));
    known.set(name, { until: now() + kept, value });
    return value;
  };
}

async function read(client: SecretsManagerClient, SecretId: string): Promise<string> {
  try {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId }));
    return SecretString ?? '';
  } catch (error) {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') {
      throw new Permanent(`there is no secret "${SecretId}": deploy, then store the account's settings in it`);
    }
    throw new Transient(`the secret "${SecretId}" could not be read: ${reasonOf(error)}`, { cause: error });
  }
}

function parse(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Permanent(`the secret "${name}" is not JSON: store the account's settings in it as JSON`);
  }
}
