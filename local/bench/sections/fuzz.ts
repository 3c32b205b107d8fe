import type { WebhookRequest } from '../../../lib/channels/channel.ts';
import { Permanent } from '../../../lib/errors.ts';
import { fixturesOf } from '../../../test/channels/kit.ts';
import { kits } from '../../../test/channels/kits.ts';
import { loadedChannel } from '../../../test/channels/registered.ts';
import type { Measurement } from '../report/measurement.ts';
import type { Bench, Section } from '../section.ts';

/** A million webhooks that nobody signed or that were changed on the way, over all channels. */
export const fuzz: Section = { title: 'changed and random webhooks', measure };

async function measure({ quick, progress }: Bench): Promise<Measurement[]> {
  const names = Object.keys(kits);
  const each = Math.ceil((quick ? 20_000 : 1_000_000) / names.length);
  const found = { runs: 0, accepted: 0, crashed: 0, slowest: 0 };
  for (const name of names) {
    progress(`fuzz: ${each} of ${name}`);
    await attack(name, each, found);
  }
  return [
    { name: 'fuzz.runs', says: 'webhooks', value: found.runs, unit: '' },
    { name: 'fuzz.accepted', says: 'accepted though changed', value: found.accepted, unit: '', budget: { most: 0 } },
    { name: 'fuzz.crashed', says: 'crashed', value: found.crashed, unit: '', budget: { most: 0 } },
    { name: 'fuzz.slowest_ms', says: 'the slowest took', value: found.slowest, unit: 'ms', budget: { most: 250 } },
  ];
}

async function attack(
  name: string,
  runs: number,
  found: { runs: number; accepted: number; crashed: number; slowest: number },
) {
  const [, kit] = Object.entries(kits).find(([each]) => each === name) ?? [];
  if (!kit) throw new Error(`there is no kit of ${name}`);
  const channel = loadedChannel(name);
  const { verify } = channel.connect(kit.secret);
  const signed = fixturesOf(name).map(({ request }) => kit.sign(request));
  const random = generator(runs);
  for (let run = 0; run < runs; run += 1) {
    const original = signed[random(signed.length)];
    if (!original) continue;
    const request = { ...original, body: run % 4 === 0 ? noise(random) : mutated(original.body, random) };
    const start = performance.now();
    try {
      const same = kit.signed(request) === kit.signed(original);
      if (!same && verify(request, kit.keys).verdict === 'accept') found.accepted += 1;
      await read(channel, request);
    } catch {
      found.crashed += 1;
    }
    found.slowest = Math.max(found.slowest, performance.now() - start);
    found.runs += 1;
  }
}

async function read(channel: ReturnType<typeof loadedChannel>, request: WebhookRequest): Promise<void> {
  try {
    await channel.receive(request, 'main');
  } catch (error) {
    if (!(error instanceof Permanent)) throw error;
  }
}

function mutated(body: Buffer, random: (below: number) => number): Buffer {
  const copy = Buffer.from(body);
  for (let change = 0; change <= random(3); change += 1) if (copy.length > 0) copy[random(copy.length)] = random(256);
  return copy;
}

const noise = (random: (below: number) => number): Buffer =>
  Buffer.from(Array.from({ length: random(200) }, () => random(256)));

/** Numbers that are the same at every run: https://en.wikipedia.org/wiki/Linear_congruential_generator */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % below;
  };
}
