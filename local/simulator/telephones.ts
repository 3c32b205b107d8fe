import { reasonOf } from '../../lib/errors.ts';
import type { Phone } from '../phone/phone.ts';
import { type Diary, type Entry, openDiary } from './call-diary.ts';
import { customers } from './customers.ts';
import { type Deed, perform, tellingOf } from './deeds.ts';
import type { DeskState, Telephone, Told } from './protocol.ts';
import { openPulse } from './pulse.ts';

/** Milliseconds between two looks at the calls. */
const pause = 200;

/** Who can call: the numbers that also write text messages. */
const callers = customers.sms ?? [];

export type Telephones = ReturnType<typeof openTelephones>;

/** The telephone of each voice account with all its calls; `tell` hears of every call that is new or has changed. */
export function openTelephones(phones: Record<string, Phone>, tell: (told: Told) => void) {
  const diaries = new Map<string, Diary>();
  const told = new Map<string, string>();
  /** Calls that are on their way to the next document. */
  const moving = new Set<string>();
  /** Calls that an agent has taken. */
  const taken = new Set<string>();
  const pulse = openPulse(look, pause);

  function diariesOf(account: string): Diary[] {
    return (phones[account]?.calls ?? []).map((call) => {
      const diary = diaries.get(call.sid) ?? openDiary(account, call);
      diaries.set(call.sid, diary);
      return diary;
    });
  }

  function look(): void {
    for (const diary of Object.keys(phones).flatMap(diariesOf)) {
      const { sid } = diary.call;
      if (told.get(sid) === diary.mark()) continue;
      told.set(sid, diary.mark());
      tell({ type: 'call', call: diary.shown() });
    }
  }

  /** What Seaway answered wrongly is told on the call; what the call could not do at all is unwritten, and thrown. */
  async function move({ call, first, strike }: Diary, entry: Entry, work: Promise<void>): Promise<void> {
    const asked = call.exchanges.length;
    moving.add(call.sid);
    look();
    try {
      await work;
    } catch (thrown) {
      entry.fault = reasonOf(thrown);
      if (call.exchanges.length > asked || entry === first) return;
      strike(entry);
      throw thrown;
    } finally {
      moving.delete(call.sid);
      look();
    }
  }

  const findCall = (sid: string) =>
    Object.keys(phones)
      .flatMap(diariesOf)
      .find(({ call }) => call.sid === sid);

  return {
    all: (): Telephone[] =>
      Object.entries(phones).map(([account, { number }]) => {
        const calls = diariesOf(account).map((diary) => diary.shown());
        return { account, number, customers: callers, calls };
      }),

    /** The customer with this number calls; done when they have heard the beginning. */
    async call(account: string, customer: string): Promise<void> {
      const phone = phones[account];
      if (!phone) throw new Error(`there is no telephone ${account}: config/deployment.ts names the voice accounts`);
      const caller = callers.find(({ sender }) => sender === customer);
      if (!caller) throw new Error(`there is no customer with the number ${customer}`);
      const busy = diariesOf(account).some((one) => one.call.customer === customer && !one.isOver());
      if (busy) throw new Error(`${caller.name} is on the phone already: hang up first`);
      const answered = phone.call(customer).then(() => undefined);
      const diary = diariesOf(account).at(-1);
      if (!diary) return answered;
      await move(diary, diary.first, answered);
      // Twilio says that an error has occurred, and ends the call.
      if (diary.first.fault === undefined || diary.isOver()) return;
      await diary.call.hangUp().catch(() => undefined);
      look();
    },

    /** The customer does something with a call. Throws where it does not wait for that. */
    async act(sid: string, deed: Deed): Promise<void> {
      const diary = findCall(sid);
      if (!diary) throw new Error('there is no such call any more: load the page again');
      if (moving.has(sid) && deed.type !== 'hang-up') throw new Error('the call has not answered yet: try again');
      const entry = diary.note(tellingOf(deed));
      await move(diary, entry, perform(diary.call, deed));
    },

    /** Whoever has taken a call from the queue ends it by wrapping up; a conference with them ends by itself. */
    follow({ agents }: DeskState): void {
      const reservations = agents.flatMap((agent) => agent.reservations);
      for (const diary of diaries.values()) {
        const { sid, taskSid } = diary.call;
        if (taskSid === undefined || diary.isOver() || diary.call.inConference) continue;
        const held = reservations.some((one) => one.taskSid === taskSid && one.status === 'accepted');
        if (held) taken.add(sid);
        else if (taken.delete(sid)) {
          const ended = diary.note({ by: 'line', text: 'The agent hung up' });
          move(diary, ended, diary.call.finish({ QueueResult: 'bridged', QueueTime: '1' })).catch(() => undefined);
        }
      }
    },

    start: pulse.start,
    stop: pulse.stop,
  };
}
