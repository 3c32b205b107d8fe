import * as z from 'zod';
import { type Conference, type ConferenceStore, seatSchema } from '../voice/conference/conference.ts';
import { keys } from './keys.ts';
import type { Table } from './table.ts';

/** Twilio ends a call after 24 hours at most; what is kept of it is looked at for another, in seconds. */
const kept = 2 * 86_400;

/**
 * Conferences by the customer's call: an item for each, and one for each telephone in it. An event is one write under the
 * condition that it is news, so that events may come in any order, twice and at once.
 */
export const openConferences = (table: Table): ConferenceStore => ({
  async note({ conference, callSid, at, ...event }) {
    const expiresAt = Math.floor(at / 1000) + kept;
    if (event.type !== 'seat') {
      const name = event.type === 'started' ? 'startedAt' : 'endedAt';
      await table.change({
        update: keys.conference(callSid, conference),
        set: `SET sid = :sid, expiresAt = :expiresAt, ${name} = :at`,
        values: { ':sid': conference, ':expiresAt': expiresAt, ':at': at },
      });
      return;
    }
    const { seat } = event;
    await table.change({
      update: keys.seat(callSid, conference, seat.leg),
      set: 'SET sid = :sid, expiresAt = :expiresAt, seat = :seat, #sequence = :sequence',
      when: 'attribute_not_exists(#sequence) OR #sequence < :sequence',
      names: { '#sequence': 'sequence' },
      values: { ':sid': conference, ':expiresAt': expiresAt, ':seat': seat, ':sequence': seat.sequence },
    });
  },

  async of(callSid) {
    const { pk } = keys.conference(callSid, '');
    const found = z.array(itemSchema).parse(await table.query({ pk, prefix: 'CONFERENCE#' }, { consistent: true }));
    return [...Map.groupBy(found, ({ sid }) => sid)].map(
      ([sid, items]): Conference => ({
        sid,
        ...times(items),
        seats: items.flatMap(({ seat }) => seat ?? []),
      }),
    );
  },
});

const itemSchema = z.object({
  sid: z.string(),
  startedAt: z.number().optional(),
  endedAt: z.number().optional(),
  seat: seatSchema.optional(),
});

function times(items: z.infer<typeof itemSchema>[]): Pick<Conference, 'startedAt' | 'endedAt'> {
  const { startedAt, endedAt } = items.find(({ seat }) => seat === undefined) ?? {};
  return { ...(startedAt !== undefined && { startedAt }), ...(endedAt !== undefined && { endedAt }) };
}
