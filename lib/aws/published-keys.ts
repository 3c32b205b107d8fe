import * as z from 'zod';
import { Transient } from '../errors.ts';
import type { Http } from '../http.ts';
import type { PublishedKeys } from '../jwt/rs256.ts';
import { jsonBody } from './gateway.ts';

/** How long a provider's keys are kept in memory, ms: providers announce new ones days before they sign with them. */
const kept = 3_600_000;
/** Keys younger than this are not asked for again, ms: anybody can send what no key fits. */
const young = 60_000;

const shape = z.object({ keys: z.array(z.looseObject({ kid: z.string().optional(), kty: z.string() })) });

/**
 * Reads the keys that a provider publishes at an address, as a JSON Web Key Set, `afresh` where those in memory do not fit.
 * Throws Transient where there are none in memory and none to be had.
 */
export function openPublishedKeys(http: Http, now: () => number) {
  const known = new Map<string, { at: number; keys: PublishedKeys }>();
  return async (address: string, afresh: boolean): Promise<PublishedKeys> => {
    const found = known.get(address);
    if (found && now() - found.at < (afresh ? young : kept)) return found.keys;
    const keys = await read(address, http).catch((error) => {
      if (found) return found.keys;
      throw error;
    });
    known.set(address, { at: now(), keys });
    return keys;
  };
}

async function read(address: string, http: Http): Promise<PublishedKeys> {
  const { status, body } = await http({ method: 'GET', url: address, timeout: 5_000 });
  const answer = status === 200 && shape.safeParse(jsonBody(body)).data;
  if (!answer) throw new Transient(`the keys at ${address} could not be read: ${status}`);
  return answer.keys;
}
