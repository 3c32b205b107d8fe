import { fixturesOf } from '../../../test/channels/kit.ts';
import { kits } from '../../../test/channels/kits.ts';
import { loadedChannel } from '../../../test/channels/registered.ts';
import type { Measurement } from '../report/measurement.ts';
import type { Bench, Section } from '../section.ts';

/** How many webhooks a second one core verifies and reads, by channel. */
export const channels: Section = { title: 'webhooks verified and read on one core', measure };

/**
 * Those that are not signed by a keyed hash, and what they cost instead: a curve (Discord), RSA (Teams), and reading a whole
 * mail. For all others 20,000 a second is what we promise.
 */
const others = new Set(['discord', 'teams', 'email']);

async function measure({ quick, progress }: Bench): Promise<Measurement[]> {
  const measured: Measurement[] = [];
  for (const name of Object.keys(kits)) {
    progress(`channels: ${name}`);
    const value = await perSecond(name, quick ? 100 : 1_000);
    measured.push({
      name: `channels.${name}.webhooks_per_second`,
      says: name,
      value,
      unit: 'a second',
      ...(!others.has(name) && { budget: { least: 20_000 } }),
    });
  }
  return measured;
}

/** Its text message over and over, for so many milliseconds after as many to warm up. */
async function perSecond(name: string, duration: number): Promise<number> {
  const [, kit] = Object.entries(kits).find(([each]) => each === name) ?? [];
  const fixture = fixturesOf(name).find((each) => each.name === 'text');
  if (!kit || !fixture) throw new Error(`there is no text.json of ${name}`);
  const channel = loadedChannel(name);
  const request = kit.sign(fixture.request);
  const once = async () => {
    const { verdict } = channel.connect(kit.secret).verify(request, kit.keys);
    const { events } = await channel.receive(request, 'main');
    if (verdict !== 'accept' || events.length === 0) throw new Error(`${name} does not take its own text message`);
  };
  await rate(once, duration / 2);
  return rate(once, duration);
}

async function rate(once: () => Promise<void>, duration: number): Promise<number> {
  const start = performance.now();
  let times = 0;
  while (performance.now() - start < duration) {
    for (let turn = 0; turn < 50; turn += 1) await once();
    times += 50;
  }
  return times / ((performance.now() - start) / 1_000);
}
