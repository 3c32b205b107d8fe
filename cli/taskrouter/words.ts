import type { Fault } from '../../lib/tasks/check-config.ts';
import type { Change, Difference } from '../../lib/tasks/difference.ts';
import { faultLine } from '../faults.ts';

/** Changes in words, one line for each value. */
export const changeLines = (changes: readonly Change[]): string[] =>
  changes.flatMap(({ action, kind, name, differences }) => {
    const head = `${action.padEnd(7)} ${kind} "${name}"`;
    if (action === 'create')
      return [head, ...differences.map(({ path, becomes }) => `          ${path}: ${shown(becomes)}`)];
    return [head, ...differences.map((each) => `          ${valueLine(each)}`)];
  });

/** What was changed by hand, in words: what we left, and what is there now. */
export const driftLines = (changes: readonly Change[]): string[] =>
  changes.flatMap(({ action, kind, name, differences }) =>
    action === 'delete'
      ? [`${kind} "${name}" is gone`]
      : [
          `${kind} "${name}"`,
          ...differences.map(
            ({ path, was, becomes }) => `  ${path}: we left ${shown(was)}, now it is ${shown(becomes)}`,
          ),
        ],
  );

export const warningLines = (warnings: readonly Fault[]): string[] =>
  warnings.map((warning) => faultLine('warning', warning));

const valueLine = ({ path, was, becomes }: Difference): string => `${path}: ${shown(was)} becomes ${shown(becomes)}`;

const shown = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));
