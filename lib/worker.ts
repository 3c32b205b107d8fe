import * as z from 'zod';

/** An agent, as TaskRouter knows them: the worker's SID and friendly name. */
export const workerSchema = z.object({ sid: z.string(), name: z.string() });
export type Worker = z.infer<typeof workerSchema>;
