import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';
import { localAccess, localAccount } from './access.ts';
import { AwsFault, type Call, type Service, serveAws } from './service.ts';

export type Secrets = Service & {
  /** Makes the secret, with no value as the stack makes it, unless it is there. */
  create(name: string): void;
  put(name: string, value: unknown): void;
};

/**
 * Secrets Manager as far as Seaway calls it: GetSecretValue, PutSecretValue, DescribeSecret. The values live in the JSON
 * `file`, which may be edited by hand at any time, or in memory.
 */
export async function startSecrets({ file }: { file?: string } = {}): Promise<Secrets> {
  const shelf = file ? onDisk(file) : inMemory();
  const service = await serveAws((call) => answer(shelf, call));
  return {
    ...service,
    create: (name) => shelf.write({ [name]: {}, ...shelf.read() }),
    put: (name, value) => shelf.write({ ...shelf.read(), [name]: value }),
  };
}

type Values = Record<string, unknown>;
type Shelf = { read(): Values; write(values: Values): void };

const askSchema = z.object({ SecretId: z.string(), SecretString: z.string().optional() });

function answer(shelf: Shelf, { target, body }: Call) {
  const { SecretId, SecretString } = askSchema.parse(body);
  const name = SecretId.replace(/^arn:aws:secretsmanager:[^:]*:[^:]*:secret:/, '');
  const values = shelf.read();
  if (!(name in values)) {
    throw new AwsFault('ResourceNotFoundException', 400, `Secrets Manager has no secret "${name}".`);
  }
  const about = { ARN: secretArn(name), Name: name };
  if (target === 'DescribeSecret') return about;
  if (target === 'GetSecretValue') {
    const value = values[name];
    return { ...about, SecretString: typeof value === 'string' ? value : JSON.stringify(value) };
  }
  if (target === 'PutSecretValue' && SecretString !== undefined) {
    shelf.write({ ...values, [name]: readable(SecretString) });
    return about;
  }
  throw new AwsFault('InvalidRequestException', 400, `the local Secrets Manager does not know ${target}`);
}

/** What a Ref to a secret becomes. */
export const secretArn = (name: string) =>
  `arn:aws:secretsmanager:${localAccess.region}:${localAccount}:secret:${name}`;

/** JSON is kept as JSON, so that the file can be read and edited. */
function readable(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function inMemory(): Shelf {
  let values: Values = {};
  return {
    read: () => values,
    write(next) {
      values = next;
    },
  };
}

function onDisk(file: string): Shelf {
  mkdirSync(dirname(file), { recursive: true });
  return {
    read: () =>
      existsSync(file) ? z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(file, 'utf8'))) : {},
    write(values) {
      writeFileSync(`${file}.new`, `${JSON.stringify(values, null, 2)}\n`, { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
  };
}
