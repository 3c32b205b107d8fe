import { Permanent } from '../../lib/errors.ts';
import { readTaskRouterConfig, type TaskRouterConfig } from '../../lib/tasks/config.ts';

/** What is to be tried: `+2` or `+2:ana` more workers, workers who are not there, `refunds=3:ana` (0: not at all). */
export type Changes = { workers: string[]; without: string[]; skills: string[] };

type Worker = TaskRouterConfig['workers'][number];

/**
 * The configuration with other workers: first some are taken away, then skills change, then more like those who are left come.
 * Throws Permanent where a change names a worker or a skill that is not there.
 */
export function staffedWith(config: TaskRouterConfig, { workers, without, skills }: Changes): TaskRouterConfig {
  const staff = without.reduce(leave, config.workers);
  const skilled = skills.reduce(train, staff);
  const changed = { ...config, workers: workers.reduce(join, skilled) };
  return readTaskRouterConfig(changed);
}

function leave(staff: readonly Worker[], name: string): Worker[] {
  named(staff, name);
  return staff.filter((worker) => worker.name !== name);
}

function train(staff: Worker[], change: string): Worker[] {
  const [, skill, level, name] = /^(\w+)=(\d+):(.+)$/.exec(change) ?? [];
  if (skill === undefined || name === undefined)
    throw new Permanent(`"${change}" does not say who learns what: refunds=3:ana, with 0 for not at all`);
  named(staff, name);
  return staff.map((worker) => {
    if (worker.name !== name) return worker;
    const { [skill]: _, ...others } = worker.skills;
    return { ...worker, skills: Number(level) > 0 ? { ...others, [skill]: Number(level) } : others };
  });
}

/** Without a name each of the workers is taken as the model in turn. */
function join(staff: Worker[], change: string): Worker[] {
  const [, count, name] = /^\+(\d+)(?::(.+))?$/.exec(change) ?? [];
  if (count === undefined)
    throw new Permanent(`"${change}" does not say how many more: +2, or +2:ana for two like ana`);
  const models = name === undefined ? staff : [named(staff, name)];
  const all = [...staff];
  for (let index = 0; index < Number(count); index += 1) {
    const model = models[index % models.length];
    if (!model) throw new Permanent('there is nobody whom more workers could be like');
    all.push({ ...model, name: freeName(all, model.name) });
  }
  return all;
}

function named(staff: readonly Worker[], name: string): Worker {
  const worker = staff.find((one) => one.name === name);
  if (!worker)
    throw new Permanent(`there is no worker "${name}": there are ${staff.map((one) => one.name).join(', ')}`);
  return worker;
}

function freeName(staff: readonly Worker[], name: string): string {
  for (let number = 2; ; number += 1)
    if (staff.every((one) => one.name !== `${name} ${number}`)) return `${name} ${number}`;
}
