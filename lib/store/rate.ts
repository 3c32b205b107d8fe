import { keys } from './keys.ts';
import type { Table } from './table.ts';

/**
 * Gives each message its moment, so that an account sends at most `perSecond` messages a second however many functions work
 * at once: milliseconds to wait, 0 for now. A message that asked before keeps its moment and asks nothing of the others.
 *
 * This is a token bucket that holds one second's worth, and one message at least, told by the moment at which it will be full
 * again (GCRA, https://www.itu.int/rec/T-REC-I.371): one write where the account is quiet, two where it is busy, three to wait.
 */
export async function momentOf(
  table: Table,
  { channel, account, id }: { channel: string; account: string; id: string },
  { perSecond, now, again }: { perSecond: number; now: number; again: boolean },
): Promise<number> {
  const bucket = keys.rate(channel, account);
  const place = keys.moment(channel, account, id);
  if (again) {
    const kept = (await table.get(place))?.moment;
    if (typeof kept === 'number') return Math.max(0, kept - now);
  }
  const cost = 1_000 / perSecond;
  const full = await take(table, bucket, cost, now);
  const wait = Math.max(0, full - now - Math.max(1_000, cost));
  if (wait > 0)
    await table.write([
      { put: { ...place, moment: now + wait, expiresAt: Math.floor((now + wait) / 1_000) + 86_400 } },
    ]);
  return wait;
}

/** When the bucket will be full again, in epoch milliseconds, after `cost` ms of it were taken. */
async function take(table: Table, bucket: { pk: string; sk: string }, cost: number, now: number): Promise<number> {
  const quiet = await table.change({
    update: bucket,
    set: 'SET #full = :after',
    when: 'attribute_not_exists(#full) OR #full <= :now',
    names: { '#full': 'full' },
    values: { ':after': now + cost, ':now': now },
  });
  if (quiet !== undefined) return Number(quiet.full);
  const busy = await table.change({
    update: bucket,
    set: 'SET #full = #full + :cost',
    names: { '#full': 'full' },
    values: { ':cost': cost },
  });
  return Number(busy?.full);
}
