#!/usr/bin/env node
// `npx seaway ...`: hands over to run.mjs, which brings the project's own Node 24 and packages. Plain Node 20.
import { fileURLToPath } from 'node:url';

// run.mjs works in the project's folder; the operator's own folder is where file names on the command line begin.
process.env.SEAWAY_FOLDER = process.cwd();
process.argv.splice(2, 0, 'node', fileURLToPath(new URL('main.ts', import.meta.url)));
await import('../run.mjs');
