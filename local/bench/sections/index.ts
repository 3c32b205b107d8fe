import { bundles } from './bundles.ts';
import { calls } from './calls.ts';
import { engine } from './engine.ts';
import { latency } from './latency.ts';
import { throughput } from './throughput.ts';

/** Every section by the name that --only knows it by, in the order of the tables. */
export const sections = { calls, bundles, latency, throughput, engine };
