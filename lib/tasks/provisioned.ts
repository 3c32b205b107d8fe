import * as z from 'zod';

/** Where the workspace is: what code needs to make tasks in it. Apart from what provisions it, which takes twilio along. */
export const workspaceSchema = z.object({ sid: z.string(), workflows: z.record(z.string(), z.string()) });
export type Workspace = z.infer<typeof workspaceSchema>;
