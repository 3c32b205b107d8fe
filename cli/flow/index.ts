import type { Command } from '../command.ts';
import { diff } from './diff.ts';
import { draw } from './draw.ts';
import { importFlow } from './import.ts';
import { lint } from './lint.ts';
import { publish } from './publish.ts';
import { record } from './record.ts';
import { replay } from './replay.ts';
import { rollback } from './rollback.ts';
import { run } from './run.ts';
import { test } from './test.ts';
import { trace } from './trace.ts';

/** Every `seaway flow` command, by its name. */
export const flowCommands = {
  import: importFlow,
  lint,
  run,
  test,
  draw,
  diff,
  publish,
  rollback,
  record,
  replay,
  trace,
} satisfies Record<string, Command>;
