import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { announcedTable } from '../../../cli/table-access.ts';
import { conversationWrite } from '../../../lib/store/conversations.ts';
import { customerWrite, keyWrite } from '../../../lib/store/customers.ts';
import { threadKey } from '../../../lib/thread.ts';
import { startSite } from '../site.ts';
import { file, seaway } from '../terminal.ts';

const run = (...args: string[]) => seaway(['routing', 'simulate', ...args]);

const figures = z.object({
  came: z.number(),
  served: z.number(),
  abandoned: z.number(),
  waiting: z.number(),
  longest: z.number(),
});
const answer = z.object({
  arrivals: z.number(),
  runs: z.record(z.string(), z.object({ all: figures, workers: z.array(z.object({ name: z.string() })) })),
});

describe('seaway routing simulate', () => {
  test('says what came of a day, beside the same day with other staffing', async () => {
    const { code, text, complaint } = await run('--tasks', '120', '--workers', '+1:ana', '--without', 'ben');
    expect({ code, complaint }).toEqual({ code: 0, complaint: '' });
    expect(text).toMatch(/^120 arrivals from 2026-01-05T/);
    expect(text).toMatch(/as it is +changed\ncame +120 +120\n/);
    expect(text).toMatch(/\nben +\|.*\| +- +- +-\n/);
    expect(text).toMatch(/\nana 2 +\| +- +- +- +\|/);
  });

  test('says the same each time, and something else for another seed', async () => {
    const once = await run('--tasks', '100', '--json');
    expect(once.json()).toEqual((await run('--tasks', '100', '--json')).json());
    expect(once.json()).not.toEqual((await run('--tasks', '100', '--seed', '2', '--json')).json());
    const { runs } = answer.parse(once.json());
    expect(Object.keys(runs)).toEqual(['as it is']);
    expect(runs['as it is']?.all.came).toBe(100);
  });

  test('takes arrivals from a file', async () => {
    const lines = [
      '{ "at": "2026-11-23T09:00:00Z", "attributes": { "language": "en" }, "handling": 60 }',
      '',
      '{ "at": 1795424460000, "attributes": { "language": "en" }, "handling": 60, "patience": 1 }',
    ];
    const { json } = await run('--from', file('arrivals.jsonl', lines.join('\n')), '--json');
    expect(answer.parse(json()).runs['as it is']?.all).toMatchObject({ came: 2, served: 1, abandoned: 1 });
  });

  test.each([
    ['{ "at": 1 }', 'line 1: handling'],
    ['{ "at": 1, "handling": 1 }\nnot json', 'line 2: '],
    ['', 'nobody arrives'],
  ])('says what is wrong with %j', async (content, sentence) => {
    const { code, complaint } = await run('--from', file('odd.jsonl', content));
    expect(code).toBe(1);
    expect(complaint).toContain(sentence);
  });

  test('says how it is used', async () => {
    expect((await run('--help')).text).toContain('--from-table DATE');
    expect((await run('--tasks', 'many')).code).toBe(2);
    expect((await seaway(['routing', '--help'])).text).toContain('simulate');
  });
});

describe('arrivals of the table', () => {
  let site: Awaited<ReturnType<typeof startSite>>;
  beforeAll(async () => {
    site = await startSite();
  });
  afterAll(() => site.close());

  test('are the hand-offs of that day: who was served, and who gave up when', async () => {
    const table = await announcedTable(join(site.data, 'endpoints.json'));
    const at = Date.parse('2026-11-23T09:00:00Z');
    const request = {
      workflow: 'WW00000000000000000000000000000001',
      taskChannel: 'chat',
      priority: 0,
      timeout: 3_600,
      attributes: {},
    };
    const thread = { channel: 'line', account: 'main', sender: 'U1' };
    const handOff = { version: 1, state: 'accepted', request } as const;
    const served = { ...handOff, externalId: 'a', askedAt: at, acceptedAt: at + 20_000 };
    const gaveUp = { ...handOff, externalId: 'b', askedAt: at + 1_000 };
    const earlier = { ...served, externalId: 'c', askedAt: at - 86_400_000 };
    const customer = { id: 'c1', createdAt: at, attributes: { language: 'cy' } };
    await table.write([
      customerWrite(customer),
      keyWrite(threadKey(thread), customer.id, at),
      conversationWrite(thread, { handOff: served, at: at + 320_000, end: 'completed' }),
      conversationWrite(thread, { handOff: gaveUp, at: at + 31_000, end: 'canceled' }),
      conversationWrite(thread, { handOff: earlier, at, end: 'completed' }),
    ]);
    const { json } = await run('--from-table', '2026-11-23', '--data', site.data, '--json');
    expect(answer.parse(json())).toMatchObject({
      arrivals: 2,
      runs: { 'as it is': { all: { came: 2, served: 1, abandoned: 1 } } },
    });
    // Nobody speaks Welsh, so that they wait for the step that does not ask for a language: 3 minutes.
    expect(figures.parse(answer.parse(json()).runs['as it is']?.all).longest).toBeGreaterThanOrEqual(180);
    expect((await run('--from-table', '2026-11-21', '--data', site.data)).complaint).toContain('nobody arrives');
    expect((await run('--from-table', 'yesterday', '--data', site.data)).code).toBe(2);
  });
});
