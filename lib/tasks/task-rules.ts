import * as z from 'zod';

export const knownAgentSchema = z.strictObject({ days: z.int().min(1).max(365) });
export const overflowSchema = z.strictObject({ waiting: z.int().min(0), workflow: z.string() });

const taskRulesSchema = z.object({
  knownAgent: knownAgentSchema.optional(),
  workflows: z.array(z.object({ name: z.string(), overflow: overflowSchema.optional() })),
});
export type TaskRules = z.infer<typeof taskRulesSchema>;

/**
 * What config/taskrouter.json says to whoever makes tasks. Apart from the rest of it, which is three times as much to load.
 * Throws where it does not fit.
 */
export const readTaskRules = (json: unknown): TaskRules => taskRulesSchema.parse(json);

/**
 * The SID of the workflow of this name, or of the one that its tasks go to instead while too many wait there: `waiting`
 * counts those of a SID. Without a count nothing overflows: it must not keep a customer from an agent.
 */
export async function workflowNow(
  name: string,
  { workflows }: Pick<TaskRules, 'workflows'>,
  { sids, waiting }: { sids: Record<string, string>; waiting(sid: string): Promise<number> },
): Promise<string> {
  const sid = sids[name] ?? name;
  const overflow = workflows.find((workflow) => workflow.name === name)?.overflow;
  if (!overflow) return sid;
  const count = await waiting(sid).catch(() => 0);
  return count > overflow.waiting ? (sids[overflow.workflow] ?? overflow.workflow) : sid;
}
