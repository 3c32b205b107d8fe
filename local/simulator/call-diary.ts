import { randomUUID } from 'node:crypto';
import type { Call } from '../phone/call.ts';
import { listeningOf } from './listening.ts';
import type { ShownCall, Step } from './protocol.ts';

export type Entry = Omit<Step, 'heard' | 'exchanges'> & { heardBefore: number; exchangesBefore: number };

export type Diary = ReturnType<typeof openDiary>;

/** Keeps what a call came to step by step; whatever was heard or asked after a step belongs to it. */
export function openDiary(account: string, call: Call) {
  const began = Date.now();
  const entries: Entry[] = [];
  let ended: number | undefined;
  const first = note({ by: 'line', text: call.direction === 'inbound' ? 'Called' : 'Seaway calls' });

  call.onParted(() => note({ by: 'line', text: 'The agent hung up' }));

  function note(what: Pick<Step, 'by' | 'text'>): Entry {
    const before = { heardBefore: call.heard.length, exchangesBefore: call.exchanges.length };
    const entry: Entry = { id: randomUUID(), at: Date.now(), ...what, ...before };
    entries.push(entry);
    return entry;
  }

  const stepOf = ({ heardBefore, exchangesBefore, ...step }: Entry, index: number): Step => {
    const next = entries[index + 1];
    return {
      ...step,
      heard: call.heard.slice(heardBefore, next?.heardBefore),
      exchanges: call.exchanges.slice(exchangesBefore, next?.exchangesBefore),
    };
  };

  return {
    call,
    first,
    note,
    /** Unwrites what turned out not to be possible. */
    strike: (entry: Entry) => void entries.splice(entries.indexOf(entry), 1),
    isOver: () => isOver(call),
    /** Changes with whatever there is to be shown. */
    mark: (): string => {
      const faults = entries.filter(({ fault }) => fault !== undefined).length;
      const { state, waitsAt, taskSid, inConference, heard, exchanges } = call;
      return [state, waitsAt, taskSid, inConference, heard.length, exchanges.length, entries.length, faults].join(' ');
    },
    shown(): ShownCall {
      if (isOver(call)) ended ??= Date.now();
      const { sid, customer, direction, state, waitsAt, taskSid, inConference } = call;
      return {
        ...{ sid, account, customer, direction, state, waitsAt, taskSid, inConference, began },
        ...listeningOf(call),
        ...(ended !== undefined && { ended }),
        steps: entries.map(stepOf),
      };
    },
  };
}

const isOver = ({ state }: Call): boolean => state !== 'ringing' && state !== 'in-progress';
