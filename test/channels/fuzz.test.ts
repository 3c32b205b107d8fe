import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Channel, WebhookRequest } from '../../lib/channels/channel.ts';
import { Permanent } from '../../lib/errors.ts';
import { threadEventSchema } from '../../lib/message.ts';
import { fixturesOf, webhook } from './kit.ts';
import { kits } from './kits.ts';
import { loadedChannel } from './registered.ts';

describe.each(Object.entries(kits))('%s', (name, kit) => {
  const channel = loadedChannel(name);
  const verify = (request: WebhookRequest) => channel.connect(kit.secret).verify(request, kit.keys);
  const requests = fixturesOf(name).map(({ request }) => request);
  const fixture = fc.constantFrom(...requests);

  test('accepts a changed request only where what is signed is unchanged', () => {
    const run = fc.property(fixture, changes, (request, changed) => {
      const signed = kit.sign(request);
      const other = { ...signed, body: changedBytes(request.body, changed) };
      expect(verify(other).verdict === 'accept').toBe(kit.signed(other) === kit.signed(signed));
    });
    fc.assert(run, { numRuns: 1000 });
  });

  test('never accepts noise', () => {
    const noise = fc.tuple(fc.uint8Array({ maxLength: 300 }), fc.dictionary(header, fc.string()), fc.string());
    const run = fc.property(noise, ([body, headers, url]) => {
      expect(verify({ method: 'POST', url, query: {}, headers, body: Buffer.from(body) }).verdict).toBe('reject');
    });
    fc.assert(run, { numRuns: 1000 });
  });

  test.each(Object.entries(monsters))('refuses %s that nobody signed at once', (_, body) => {
    const { headers } = kit.sign(
      fixturesOf(name).find((one) => one.name === 'text')?.request ?? webhook({ url, body }),
    );
    const started = performance.now();
    const { verdict } = verify({ ...webhook({ url, body }), headers });
    expect(performance.now() - started).toBeLessThan(2_000);
    // Where the body is not signed, a monster is for `receive`.
    if (kit.signs.includes('body')) expect(verdict).toBe('reject');
  });

  test('reads noise and changed bytes to events, or says that it cannot', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }).map((body) => Buffer.from(body)),
      fc.json().map((body) => Buffer.from(body)),
      fc.tuple(fixture, changes).map(([{ body }, changed]) => changedBytes(body, changed)),
    );
    await fc.assert(
      fc.asyncProperty(bytes, (body) =>
        readsOrRefuses(channel, { ...webhook({ url: 'https://seaway.example/', body }) }),
      ),
      { numRuns: 2000 },
    );
  });

  test('says why it cannot read a body in words that hold nothing of it', async () => {
    const replacing = fc.tuple(fixture, fc.infiniteStream(fc.nat(50)), secrets);
    const body = fc.oneof(
      fc.tuple(fixture, fc.nat()).map(([request, at]) => ({ ...request, body: spoilt(request.body, at) })),
      replacing.map(([request, picks, value]) => ({
        ...request,
        body: Buffer.from(replacedIn(request.body, picks, value)),
      })),
    );
    const run = fc.asyncProperty(body, async (request) => {
      const thrown = await thrownBy(async () => channel.receive(request, 'main'));
      expect(inspect(thrown instanceof Error && thrown, { depth: 5 })).not.toContain(secret);
    });
    await fc.assert(run, { numRuns: 2000 });
  });

  test('reads every fixture with any one value replaced by a strange one to events, or says that it cannot', async () => {
    for (const request of requests)
      for (const body of estranged(request.body))
        await readsOrRefuses(channel, { ...request, body: Buffer.from(body) });
  });

  test('reads a fixture with a value replaced to events, or says that it cannot', async () => {
    const run = fc.asyncProperty(
      fixture,
      fc.infiniteStream(fc.nat(50)),
      fc.jsonValue({ maxDepth: 2 }),
      (request, picks, value) =>
        readsOrRefuses(channel, { ...request, body: Buffer.from(replacedIn(request.body, picks, value)) }),
    );
    await fc.assert(run, { numRuns: 2000 });
  });
});

const thrownBy = (work: () => Promise<unknown>) => work().catch((error: unknown) => error);

const url = 'https://seaway.example/?a=1';

/** What a customer wrote, wherever in a body it stands, and a body that is cut or spoilt where it does. */
const secret = '¶§¶';
const secrets = fc.constantFrom(secret, [secret], { [secret]: secret });
const spoilt = (body: Buffer, at: number) => {
  const cut = at % (body.length + 1);
  return Buffer.concat([body.subarray(0, cut), Buffer.from(`${secret}"`), body.subarray(cut)]);
};

/** As large as a webhook may be, and made to take long. */
const monsters = {
  'a form of many fields': Buffer.from(Array.from({ length: 60_000 }, (_, index) => `a${index}=`).join('&')),
  'a list in lists without end': Buffer.alloc(500_000, '['),
  'an object in objects without end': Buffer.from('{"a":'.repeat(100_000)),
  'a number without end': Buffer.from(`{"a":${'1'.repeat(500_000)}}`),
  spaces: Buffer.alloc(500_000, ' '),
};

const header = fc.constantFrom(
  ...Object.values(kits).flatMap(({ signs }) =>
    signs.filter((part) => part.startsWith('header ')).map((part) => part.slice('header '.length)),
  ),
);

const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 });

function changedBytes(body: Buffer, changed: [number, number][]): Buffer {
  const copy = Buffer.from(body);
  for (const [at, byte] of changed) copy[at % Math.max(1, copy.length)] = byte;
  return copy;
}

async function readsOrRefuses(channel: Channel, request: WebhookRequest): Promise<void> {
  try {
    const { events, ignored } = await channel.receive(request, 'main');
    for (const event of events) expect(threadEventSchema.parse(event)).toEqual(event);
    for (const type of ignored) expect(type).not.toBe('');
  } catch (error) {
    expect(error).toBeInstanceOf(Permanent);
  }
}

/** A body of JSON or of a form, with one value, found by going down a path of picks, replaced. */
function replacedIn(body: Buffer, picks: Iterator<number>, value: unknown): string {
  const text = body.toString();
  if (text.startsWith('{')) return JSON.stringify(replaced(JSON.parse(text), picks, value));
  const fields = [...new URLSearchParams(text)];
  const field = fields[pick(picks) % fields.length];
  if (field) field[pick(picks) % 2] = JSON.stringify(value);
  return new URLSearchParams(fields).toString();
}

const strange = [[], {}, '', null, 0, -1, 1e300, [[]], [null], '9'.repeat(400)];

/** The bodies that differ from this one in one value: of JSON wherever it stands, of a form any field's. */
function estranged(body: Buffer): string[] {
  const text = body.toString();
  if (text.startsWith('{')) return strangers(JSON.parse(text)).map((json) => JSON.stringify(json));
  const fields = [...new URLSearchParams(text)];
  return fields.flatMap((_, at) =>
    strange.map((value) => {
      const copy = fields.map(([name, own], index): [string, string] => [name, index === at ? String(value) : own]);
      return new URLSearchParams(copy).toString();
    }),
  );
}

function strangers(from: unknown): unknown[] {
  if (typeof from !== 'object' || from === null) return strange;
  const inner = Object.entries(from).flatMap(([key, value]) =>
    strangers(value).map((other) => (Array.isArray(from) ? from.with(Number(key), other) : { ...from, [key]: other })),
  );
  return [...strange, ...inner];
}

function replaced(from: unknown, picks: Iterator<number>, value: unknown): unknown {
  if (typeof from !== 'object' || from === null || pick(picks) % 5 === 0) return value;
  const entries = Object.entries(from);
  const chosen = pick(picks) % Math.max(1, entries.length);
  const copy = entries.map(([key, inner], index) => [key, index === chosen ? replaced(inner, picks, value) : inner]);
  return Array.isArray(from) ? copy.map(([, inner]) => inner) : Object.fromEntries(copy);
}

const pick = (picks: Iterator<number>): number => picks.next().value;
