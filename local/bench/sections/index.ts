import { bundles } from './bundles.ts';
import { calls } from './calls.ts';
import { channels } from './channels.ts';
import { agents } from './console.ts';
import { engine } from './engine.ts';
import { fuzz } from './fuzz.ts';
import { isolation } from './isolation.ts';
import { latency } from './latency.ts';
import { page } from './page.ts';
import { routing } from './routing.ts';
import { throughput } from './throughput.ts';

/** Every section by the name that --only knows it by, in the order of the tables. */
export const sections = {
  calls,
  bundles,
  latency,
  isolation,
  throughput,
  console: agents,
  page,
  engine,
  routing,
  channels,
  fuzz,
};
