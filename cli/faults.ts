import type { Fault } from '../lib/flow/fault.ts';

/** A fault as a line for people. */
export const faultLine = (kind: 'error' | 'warning', { path, message }: Fault): string =>
  `  ${kind}  ${path}: ${message}`;
