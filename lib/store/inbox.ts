import type { ThreadState } from '../conversation/state.ts';
import { indexKeys } from './keys.ts';
import type { Table } from './table.ts';
import { queues, readThread } from './threads.ts';

/** Open threads by who has them, the one last written on first. The index lags behind what was written by moments. */
export const openInbox = (table: Table) => {
  const newest = async (queue: string, limit?: number): Promise<ThreadState[]> => {
    const { gsi1pk } = indexKeys.inbox('open', queue, 0);
    // Every time of this millennium begins so, and a prefix must not be empty.
    return (await table.query({ gsi1pk, prefix: '0' }, { ...(limit !== undefined && { limit }), backwards: true })).map(
      readThread,
    );
  };
  return {
    /** Those of which an agent takes care, or is to; at most `limit`, where there is one. */
    withAgents: (limit?: number) => newest('agent', limit),
    /** Those that a flow answers; at most `limit`. */
    withFlows: (limit: number) => newest('flow', limit),
    /** What this worker has put aside, at most 100. */
    parkedBy: (workerSid: string) => newest(queues.parked(workerSid), 100),
    /** Where this worker writes, or wrote, beside tasks of other threads; at most 100. */
    besideTasksOf: (workerSid: string) => newest(queues.beside(workerSid), 100),
  };
};
