import { cpus } from 'node:os';
import { isWithin, type Measurement } from './measurement.ts';

type Tree = { [name: string]: Tree | number };

/** All numbers by their path, the names of those over budget, and the machine that they are of. */
export function jsonOf(measurements: Measurement[]) {
  return {
    ...treeOf(measurements),
    over: measurements.filter((measurement) => isWithin(measurement) === false).map(({ name }) => name),
    machine: {
      node: process.version,
      platform: `${process.platform} ${process.arch}`,
      processors: cpus().length,
      model: cpus()[0]?.model ?? 'unknown',
      at: new Date().toISOString(),
    },
  };
}

function treeOf(measurements: Measurement[]): Tree {
  const tree: Tree = {};
  for (const { name, value } of measurements) {
    const steps = name.split('.');
    const leaf = steps.pop() ?? name;
    let branch = tree;
    for (const step of steps) {
      const next = branch[step];
      branch = branch[step] = typeof next === 'object' ? next : {};
    }
    branch[leaf] = value;
  }
  return tree;
}
