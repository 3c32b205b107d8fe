import { generateKeyPair, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';

const keptSchema = z.object({
  /** The port, which is part of the issuer's name in tokens; 0 for a free one. */
  port: z.number(),
  /** The private key that signs tokens. */
  key: z.looseObject({ kty: z.literal('RSA'), kid: z.string(), alg: z.literal('RS256'), use: z.literal('sig') }),
  /** Signs the cookies of the sign-in page. */
  cookies: z.string(),
});
type Kept = z.infer<typeof keptSchema>;

/** What a provider on this machine has to be started with again, so that tokens of before go on being good. */
export async function openKept(file: string | undefined): Promise<Kept> {
  const found = file && existsSync(file) ? read(file) : undefined;
  if (found) return found;
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2_048 });
  const key = {
    ...privateKey.export({ format: 'jwk' }),
    kid: randomBytes(8).toString('hex'),
    alg: 'RS256',
    use: 'sig',
  };
  return keptSchema.parse({ port: 0, key, cookies: randomBytes(32).toString('hex') });
}

/** Nothing where the file is no such: then everybody signs in once more. */
function read(file: string): Kept | undefined {
  try {
    return keptSchema.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch {
    return undefined;
  }
}

/** Writes it down for nobody else to read. */
export function keep(file: string | undefined, kept: Kept): void {
  if (!file) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(kept), { mode: 0o600 });
}
