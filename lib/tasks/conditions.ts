/**
 * What a target may need of a worker: to speak the customer's language, to be of the department that the task asks for, to
 * have its skills at the levels asked or at any, and to be willing, that is not to have declined this very task.
 */
export const needs = ['language', 'department', 'skills', 'skills at any level', 'willing'] as const;
export type Need = (typeof needs)[number];

/**
 * The needs as one TaskRouter expression over a task and a worker; undefined where there are none. `skills` are all that
 * there are: the language cannot go through a list, so each is asked for by name.
 * https://www.twilio.com/docs/taskrouter/expression-syntax
 */
export function conditionOf(
  { needs, expression }: { needs: readonly Need[]; expression?: string | undefined },
  skills: readonly string[],
): string | undefined {
  const parts = [
    ...needs.flatMap((need) => conditions[need](skills)),
    ...(expression === undefined ? [] : [needs.length > 0 ? `(${expression})` : expression]),
  ];
  return parts.length > 0 ? parts.join(' AND ') : undefined;
}

const conditions: Record<Need, (skills: readonly string[]) => string[]> = {
  language: () => ['task.language IN worker.languages'],
  department: () => ['(task.department == null OR task.department IN worker.departments)'],
  skills: (skills) =>
    skills.map((skill) => `(task.levels.${skill} == null OR worker.routing.levels.${skill} >= task.levels.${skill})`),
  'skills at any level': (skills) =>
    skills.map((skill) => `(task.levels.${skill} == null OR worker.routing.skills HAS '${skill}')`),
  willing: () => ['worker.sid NOT IN task.rejected_workers'],
};

/** Whether whoever fulfils the one needs fulfils the other as well. */
export const covers = (one: readonly Need[], other: readonly Need[]): boolean =>
  other.every((need) => one.includes(need) || (need === 'skills at any level' && one.includes('skills')));
