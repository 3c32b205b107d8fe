import { endTask, partCall, promote } from './end-hand-off.ts';
import type { HandOff, Transfer } from './hand-off.ts';
import { acceptFor, exclude, type TaskEvent, withoutOffer } from './offers.ts';
import { aside, type Turn } from './turn.ts';

/**
 * TaskRouter said something of the task by which a colleague is asked. Who asked has the conversation until then, and again
 * when the colleague will not have it.
 */
export function takeTransferEvent(turn: Turn, handOff: HandOff, transfer: Transfer, event: TaskEvent): void {
  if ((event.version ?? transfer.version) < transfer.version) return;
  const sid = event.taskSid || transfer.sid;
  const seen = { ...transfer, version: event.version ?? transfer.version, ...(sid !== undefined && { sid }) };
  if (transfer.sid === undefined && sid !== undefined) turn.taskSid = sid;
  const change = (changed: Partial<Transfer>) => keep(turn, handOff, { ...seen, ...changed });
  const joined = seen.state === 'joined';
  change({});
  switch (event.event) {
    case 'created':
      if (seen.state === 'asked') change({ state: 'waiting' });
      return;
    case 'offered':
      if (joined || !event.worker || event.reservation === undefined) return;
      change({
        state: 'waiting',
        offered: [...(withoutOffer(seen, event) ?? []), { worker: event.worker, reservation: event.reservation }],
      });
      if (seen.taken) acceptFor(turn, event.worker.sid, event.reservation);
      return;
    case 'withdrawn':
      change({ offered: withoutOffer(seen, event) });
      return;
    case 'accepted':
      if (!joined) join(turn, handOff, { ...seen, state: 'joined', worker: event.worker, offered: undefined });
      return;
    case 'rejected':
    case 'timeout':
      if (joined) return;
      if (seen.direct) comeBack(turn, handOff, seen, because(event));
      else {
        change({ offered: withoutOffer(seen, event) });
        if (event.event === 'rejected') exclude(turn, event);
      }
      return;
    case 'failed':
    case 'canceled':
    case 'completed':
      comeBack(turn, handOff, seen, because(event));
      return;
  }
}

/** With a cold transfer the first agent has done their part. */
function join(turn: Turn, handOff: HandOff, transfer: Transfer): void {
  const name = transfer.worker?.name ?? 'A colleague';
  if (transfer.kind === 'warm') {
    aside(turn, `${name} has joined ${transfer.by.name}.`);
    keep(turn, handOff, transfer);
  } else {
    endTask(turn, handOff, `handed on to ${name}`);
    promote(turn, handOff, transfer);
  }
}

/** The conversation stays with whom it was. */
export function comeBack(turn: Turn, handOff: HandOff, transfer: Transfer, why: string): void {
  endTask(turn, transfer, 'taken back');
  if (transfer.worker) partCall(turn, handOff, transfer.worker);
  for (const { worker, reservation } of transfer.offered ?? []) partCall(turn, handOff, worker, reservation);
  keep(turn, handOff, undefined);
  aside(turn, why);
}

function because({ event, worker, reason }: TaskEvent): string {
  const name = worker?.name ?? 'The colleague';
  switch (event) {
    case 'rejected':
      return `${name} declined: the conversation stays where it is.`;
    case 'timeout':
      return `${name} did not answer: the conversation stays where it is.`;
    case 'completed':
      return `${name} has left: the conversation stays where it is.`;
    default:
      return `Nobody took it over${reason ? ` (${reason})` : ''}: the conversation stays where it is.`;
  }
}

function keep(turn: Turn, handOff: HandOff, transfer: Transfer | undefined): void {
  turn.state = { ...turn.state, handOff: { ...handOff, transfer } };
}
