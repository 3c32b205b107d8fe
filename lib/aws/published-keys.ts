import * as z from 'zod';
import type { PublishedKeys } from '../channels/channel.ts';
import { Transient } from '../errors.ts';
import type { Http } from '../http.ts';

/** How long a provider's keys are kept in memory, ms: providers announce new ones days before they sign with them. */
const kept = 3_600_000;

const shape = z.object({ keys: z.array(z.looseObject({ kid: z.string().optional(), kty: z.string() })) });

/** Reads the keys that a provider publishes at an address, as a JSON Web Key Set. Throws Transient when there is no such answer. */
export function openPublishedKeys(http: Http, now: () => number): (address: string) => Promise<PublishedKeys> {
  const known = new Map<string, { until: number; keys: PublishedKeys }>();
  return async (address) => {
    const cached = known.get(address);
    if (cached && cached.until > now()) return cached.keys;
    const { status, body } = await http({ method: 'GET', url: address, timeout: 5_000 });
    if (status !== 200) throw new Transient(`the keys at ${address} could not be read: ${status}`);
    const { keys } = shape.parse(JSON.parse(body.toString('utf8')));
    known.set(address, { until: now() + kept, keys });
    return keys;
  };
}
