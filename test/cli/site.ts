import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTable, startDynamoDb } from '../../local/aws/dynamodb.ts';
import { startSecrets } from '../../local/aws/secrets.ts';
import { startTaskRouter } from '../../local/twilio/taskrouter.ts';
import { accountSid, authToken } from '../local/twilio/centre.ts';

/** As much of a Seaway on this machine as commands with `--local --data FOLDER` look for: a table, secrets, and TaskRouter. */
export async function startSite() {
  const data = await mkdtemp(join(tmpdir(), 'seaway-site-'));
  await writeFile(join(data, 'secrets.json'), JSON.stringify({ 'seaway/twilio': { accountSid, authToken } }));
  const secrets = await startSecrets({ file: join(data, 'secrets.json') });
  const dynamodb = await startDynamoDb();
  await createTable(dynamodb.endpoint, 'Seaway');
  const standIn = await startTaskRouter({ accountSid, authToken });
  const told = {
    origin: 'http://127.0.0.1:9',
    secretsManager: secrets.endpoint,
    dynamodb: dynamodb.endpoint,
    table: 'Seaway',
    origins: { 'https://taskrouter.twilio.com': standIn.origin },
  };
  await writeFile(join(data, 'endpoints.json'), JSON.stringify(told));
  return {
    data,
    dynamodb,
    standIn,
    async close() {
      await standIn.close();
      await dynamodb.close();
      await secrets.close();
      await rm(data, { recursive: true, force: true });
    },
  };
}
