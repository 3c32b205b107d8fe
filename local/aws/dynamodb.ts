import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CreateTableCommand, type CreateTableCommandInput, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { localAccess } from './access.ts';
import { freePort } from './port.ts';

export type DynamoDb = { endpoint: string; close(): Promise<void> };
export type TableShape = Pick<
  CreateTableCommandInput,
  'AttributeDefinitions' | 'KeySchema' | 'GlobalSecondaryIndexes' | 'BillingMode'
>;

/**
 * Starts a DynamoDB on a port of this machine (a free one unless told) and waits until it answers. Items live in the
 * SQLite `file`, or in memory. Where DYNAMODB_ENDPOINT is set, that one is used instead. Throws when there is none to run.
 */
export async function startDynamoDb({ file, port }: { file?: string; port?: number } = {}): Promise<DynamoDb> {
  const program = findDynoxide();
  const other = process.env.DYNAMODB_ENDPOINT;
  if (!program && other) return { endpoint: other, close: async () => {} };
  if (!program)
    throw new Error(
      `no local DynamoDB for ${process.platform} ${process.arch}: put the program "dynoxide" on the PATH ` +
        '(https://github.com/nubo-db/dynoxide), or start any DynamoDB and set DYNAMODB_ENDPOINT to its address.',
    );
  if (file) mkdirSync(dirname(file), { recursive: true });
  return serve(program, file, port ?? (await freePort()));
}

/** Makes the table if it is missing; the one table of Seaway unless another shape is given. */
export async function createTable(endpoint: string, name: string, shape: TableShape = seawayTable): Promise<void> {
  const client = new DynamoDBClient({ endpoint, ...localAccess });
  try {
    await client.send(new CreateTableCommand({ BillingMode: 'PAY_PER_REQUEST', ...shape, TableName: name }));
  } catch (thrown) {
    if (!(thrown instanceof Error && thrown.name === 'ResourceInUseException')) throw thrown;
  } finally {
    client.destroy();
  }
}

/** The table of cdk/table.ts, for tests that run without the template; a test of cdk holds the two together. */
export const seawayTable: TableShape = {
  AttributeDefinitions: ['pk', 'sk', 'gsi1pk', 'gsi1sk'].map((AttributeName) => ({
    AttributeName,
    AttributeType: 'S',
  })),
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'gsi1',
      KeySchema: [
        { AttributeName: 'gsi1pk', KeyType: 'HASH' },
        { AttributeName: 'gsi1sk', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'ALL' },
    },
  ],
};

function findDynoxide(): string | undefined {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  try {
    return createRequire(import.meta.url).resolve(`@dynoxide/${process.platform}-${process.arch}/dynoxide${suffix}`);
  } catch {
    const folders = (process.env.PATH ?? '').split(delimiter);
    return folders.map((folder) => join(folder, `dynoxide${suffix}`)).find((path) => existsSync(path));
  }
}

async function serve(program: string, file: string | undefined, port: number): Promise<DynamoDb> {
  const storage = file ? ['--db-path', file] : [];
  // A process group of its own: Ctrl-C must reach the functions first and the table last.
  const child = spawn(program, ['serve', '--port', String(port), ...storage], {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const kill = () => child.kill();
  process.once('exit', kill);
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const endpoint = `http://127.0.0.1:${port}`;
  await answers(endpoint, child);
  return {
    endpoint,
    async close() {
      process.off('exit', kill);
      child.kill();
      await exited;
    },
  };
}

async function answers(endpoint: string, child: ChildProcess): Promise<void> {
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-2_000);
  });
  const deadline = Date.now() + 10_000;
  while (child.exitCode === null && child.pid !== undefined && Date.now() < deadline) {
    if (await fetch(endpoint).then(consume, () => false)) return;
    await wait(10);
  }
  child.kill();
  throw new Error(`the local DynamoDB did not start at ${endpoint}: ${said.trim() || 'it gave no reason'}`);
}

async function consume(response: Response): Promise<boolean> {
  await response.arrayBuffer();
  return true;
}
