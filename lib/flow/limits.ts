import type { FlowEffect } from './event.ts';
import type { Run } from './run.ts';

/** Studio's limits, https://www.twilio.com/docs/studio/user-guide/limits, and two of Seaway's own. */
export const limits = {
  /** Widgets in one execution, those of subflows included. */
  steps: 1_000,
  /** Times that one widget may run in a row. */
  repeats: 10,
  /** Milliseconds of an execution's life: 30 days. */
  life: 2_592_000_000,
  /** Widgets in one flow. */
  widgets: 2_000,
  /** Messages in one turn: more is a loop that would flood the customer. */
  sends: 40,
} as const;

/** A table item holds 400 kB; the thread needs some of it for itself. */
const runBytes = 300_000;

/** Whether a turn asks for more messages than one turn may. */
export const sentTooMuch = (effects: readonly FlowEffect[]): boolean =>
  effects.length > limits.sends && effects.filter(({ type }) => type === 'send').length > limits.sends;

/** Whether a run has become too large to store. */
export function outgrown(run: Run): boolean {
  const json = JSON.stringify(run);
  return json.length * 3 > runBytes && new TextEncoder().encode(json).length > runBytes;
}
