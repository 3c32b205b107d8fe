import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CustomerView, customerViewSchema } from '../../lib/console/protocol/customer.ts';
import { foundSchema } from '../../lib/console/protocol/desk.ts';
import type { Proof } from '../../lib/message.ts';
import { threadOf } from '../../lib/thread.ts';
import { startTable } from '../conversation/harness.ts';
import { type Ask, openCentre } from './centre.ts';

let local: Awaited<ReturnType<typeof startTable>>;
beforeAll(async () => {
  local = await startTable();
});
afterAll(() => local.close());

const read = async (by: Ask, thread: string): Promise<CustomerView> => {
  const { status, body } = await by('GET', 'customer', { query: { thread } });
  expect(status).toBe(200);
  return customerViewSchema.parse(body);
};
const change = (by: Ask, thread: string, attributes: object) =>
  by('PUT', 'customer', { query: { thread }, body: { attributes } });

describe('a customer', () => {
  test('has attributes with where they come from, which holders and supervisors change and take away', async () => {
    const centre = await openCentre(local.table);
    const thread = await centre.served(centre.ana);
    const set = await change(centre.ana, thread, { name: 'Ada', vip: true, zone: 'Europe/Berlin', 'odd #name': ['x'] });
    expect(set.status).toBe(200);
    const at = centre.world.now();
    expect(customerViewSchema.parse(set.body)).toMatchObject({ name: 'Ada', vip: true, zone: 'Europe/Berlin' });
    expect((await read(centre.ana, thread)).attributes).toContainEqual({
      name: 'odd #name',
      value: ['x'],
      by: 'ana',
      at,
    });
    await change(centre.boss, thread, { vip: null, name: 'Ada L.', zone: null });
    const { attributes, name, vip, zone } = await read(centre.ana, thread);
    expect([name, vip, zone]).toEqual(['Ada L.', false, undefined]);
    expect(attributes).toContainEqual({ name: 'name', value: 'Ada L.', by: 'mei', at });
    expect(attributes.map((one) => one.name)).not.toContain('vip');
    await change(centre.ana, thread, { 'odd #name': null });
    expect((await read(centre.ana, thread)).attributes.map((one) => one.name)).not.toContain('odd #name');
  });

  test('of somebody else is not shown and not changed', async () => {
    const centre = await openCentre(local.table);
    const thread = await centre.served(centre.ana);
    expect((await centre.ben('GET', 'customer', { query: { thread } })).status).toBe(403);
    expect(await change(centre.ben, thread, { name: 'Eve' })).toEqual({
      status: 409,
      body: { error: 'This conversation is held by ana.' },
    });
    expect((await read(centre.ana, thread)).attributes).toEqual([]);
  });

  test.each([
    {},
    { attributes: {} },
    { attributes: { '': 1 } },
    { attributes: { a: 'x'.repeat(2_001) } },
    { attributes: [] },
  ])('is not changed by %j', async (body) => {
    const centre = await openCentre(local.table);
    const thread = await centre.served(centre.ana);
    expect((await centre.ana('PUT', 'customer', { query: { thread }, body })).status).toBe(400);
  });

  test('has addresses, conversations that are over and the reasons of the open one', async () => {
    const centre = await openCentre(local.table);
    const thread = await centre.comes('hi', 'sms', { proves: ['phone:+4930444444'] });
    const [offer] = await centre.tasks.live((await centre.team.named('ana'))?.sid ?? '');
    await centre.ana('POST', `reservations/${offer?.sid}`, { body: { answer: 'accepted', taskSid: '' } });
    await centre.settle();
    const deed = { type: 'complete', disposition: 'solved', note: 'sent a voucher' };
    expect((await read(centre.ana, thread)).why).toEqual([`${offer?.taskSid} came.`]);
    await centre.ana('POST', 'deeds', { body: { id: 'c', thread, deed } });
    await centre.settle();
    const { addresses, conversations, why } = await read(centre.boss, thread);
    expect(addresses).toContainEqual({ key: 'phone:+4930444444', kind: 'phone', text: '+4930444444' });
    expect(addresses).toContainEqual({ key: thread, kind: 'sms', text: threadOf(thread).sender });
    expect(conversations).toMatchObject([
      {
        thread,
        channel: 'sms',
        worker: 'ana',
        disposition: 'solved',
        note: 'sent a voucher',
        endedAt: centre.world.now(),
      },
    ]);
    expect(why).toEqual([]);
  });

  test.each<[string, string, Proof]>([
    ['a number', '+49 (30) 555-555', 'phone:+4930555555'],
    ['a number dialled from abroad', '0049 30 666666', 'phone:+4930666666'],
    ['an address', ' Ada@Example.org ', 'email:ada@example.org'],
  ])(
    'who has told %s that is proven to be the other’s may be the same person, until an agent says so',
    async (_, told, proof) => {
      const centre = await openCentre(local.table);
      const other = await centre.comes('hi', 'sms', { proves: [proof], profile: { name: 'Ada' } });
      centre.standIn.clock.advance(1_000);
      const thread = await centre.served(centre.ana, 'hello', 'telegram');
      expect((await read(centre.ana, thread)).suggestions).toEqual([]);
      const mine = (await read(centre.ana, thread)).id;
      const body = { id: 'p', thread, proof };
      // What an agent writes down leads to nobody, and joins nobody.
      await change(centre.ana, thread, { contact: told });
      expect((await read(centre.ana, thread)).suggestions).toEqual([]);
      expect((await centre.ana('POST', 'proofs', { body })).status).toBe(403);
      const attributes = { contact: told, age: '44', note: 'not@all' };
      await centre.world.store.setAttributes(mine, attributes, { by: 'flow', at: centre.world.now() });
      const { suggestions } = await read(centre.ana, thread);
      expect(suggestions).toMatchObject([{ proof, why: expect.stringContaining(proof.split(':')[1] ?? '') }]);
      const { id } = await read(centre.boss, other);
      expect(suggestions[0]?.customer.id).toBe(id);
      expect((await centre.ben('POST', 'proofs', { body })).status).toBe(409);
      expect((await centre.ana('POST', 'proofs', { body })).status).toBe(202);
      await centre.settle();
      const merged = await read(centre.ana, thread);
      expect([merged.id, merged.suggestions]).toEqual([id, []]);
      expect(merged.addresses.map(({ key }) => key)).toEqual(expect.arrayContaining([thread, other, proof]));
      await change(centre.ana, thread, { name: 'Ada' });
      expect((await read(centre.ana, other)).name).toBe('Ada');
    },
  );
});

describe('searching', () => {
  const find = async (by: Ask, q: string) => {
    const { status, body } = await by('GET', 'search', { query: { q } });
    expect(status).toBe(200);
    return foundSchema.parse(body).customers.map(({ thread }) => thread);
  };

  test('finds by a part of a name or address among open conversations, and anybody by a whole key', async () => {
    const centre = await openCentre(local.table);
    const thread = await centre.served(centre.ana, 'hello', 'sms');
    await change(centre.ana, thread, { name: `Grace Hopper ${centre.bench.account}` });
    const gone = await centre.comes('hi', 'telegram', { proves: ['phone:+4930777777'] });
    expect(await find(centre.boss, `hopper ${centre.bench.account}`)).toEqual([thread]);
    expect(await find(centre.boss, '+49 30 777 777')).toEqual([gone]);
    expect(await find(centre.boss, gone)).toEqual([gone]);
    expect(await find(centre.boss, '')).toEqual([]);
    expect(await find(centre.boss, 'nobody at all')).toEqual([]);
    expect((await centre.boss('GET', 'search')).status).toBe(400);
  });

  test('shows agents what is theirs alone', async () => {
    const centre = await openCentre(local.table);
    const proves = ['phone:+4930888888' as const];
    const thread = await centre.comes('hello', 'sms', { proves });
    expect(await find(centre.ben, threadOf(thread).sender)).toEqual([]);
    expect(await find(centre.ben, '+4930888888')).toEqual([]);
    expect(await find(centre.ana, '+4930888888')).toEqual([thread]);
  });
});
