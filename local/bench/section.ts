import type { Measurement } from './report/measurement.ts';

/** What every section is given. */
export type Bench = {
  /** The folder that `cdk synth` wrote. */
  template: string;
  /** Fewer runs: to see that it works, not for numbers to rely upon. */
  quick: boolean;
  progress(line: string): void;
};

/** A part of the bench that can be run alone. */
export type Section = { title: string; measure(bench: Bench): Promise<Measurement[]> };
