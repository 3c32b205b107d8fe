import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { expect, test } from 'vitest';
import { localAccess } from '../../../local/aws/access.ts';
import { secretArn, startSecrets } from '../../../local/aws/secrets.ts';

test('a secret can be put, read by name or ARN, described, and edited by hand in its file', async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'seaway-')), 'secrets.json');
  const { client, secrets } = await start(file);
  const SecretId = 'seaway/line/main';
  const value = async (id: string) => (await client.send(new GetSecretValueCommand({ SecretId: id }))).SecretString;

  secrets.create(SecretId);
  expect(await value(SecretId)).toBe('{}');
  await client.send(new PutSecretValueCommand({ SecretId, SecretString: '{"token":"ü"}' }));
  expect(await value(secretArn(SecretId))).toBe('{"token":"ü"}');
  expect((await client.send(new DescribeSecretCommand({ SecretId }))).Name).toBe(SecretId);

  const kept = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, JSON.stringify({ ...kept, [SecretId]: { token: 'by hand' } }));
  expect(await value(SecretId)).toBe('{"token":"by hand"}');
  await secrets.close();
});

test('a secret that is made again keeps its value, until another is put', async () => {
  const { client, secrets } = await start();
  const SecretId = 'seaway/twilio';
  const value = async () => (await client.send(new GetSecretValueCommand({ SecretId }))).SecretString;
  secrets.put(SecretId, { authToken: 'first' });
  secrets.create(SecretId);
  expect(await value()).toBe('{"authToken":"first"}');
  secrets.put(SecretId, { authToken: 'second' });
  expect(await value()).toBe('{"authToken":"second"}');
  await secrets.close();
});

test('a secret that the stack does not have cannot be read or put', async () => {
  const { client, secrets } = await start();
  const SecretId = 'seaway/line/other';
  const missing = { name: 'ResourceNotFoundException' };
  await expect(client.send(new GetSecretValueCommand({ SecretId }))).rejects.toMatchObject(missing);
  await expect(client.send(new PutSecretValueCommand({ SecretId, SecretString: '{}' }))).rejects.toMatchObject(missing);
  await secrets.close();
});

async function start(file?: string) {
  const secrets = await startSecrets(file ? { file } : {});
  return { secrets, client: new SecretsManagerClient({ endpoint: secrets.endpoint, ...localAccess }) };
}
