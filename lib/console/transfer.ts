import type { Transfer } from '../conversation/hand-off.ts';
import type { TransferView } from './protocol/work.ts';

/** A colleague who was asked to take a conversation over, as agents see it. */
export const transferView = ({ sid, kind, to, by, note, state, worker }: Transfer): TransferView => ({
  kind,
  to: 'worker' in to ? to.worker.name : to.queue,
  by,
  state,
  ...(sid !== undefined && { taskSid: sid }),
  ...(note !== undefined && { note }),
  ...(worker && { worker }),
});
