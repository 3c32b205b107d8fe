import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesize } from './cloud/synth.ts';
import { startSeaway } from './seaway.ts';
import { tellStory } from './story.ts';

console.log('Seaway: one customer on two channels, a chatbot, and three agents.\n');
const folder = await mkdtemp(join(tmpdir(), 'seaway-demo-'));
const begun = Date.now();
try {
  await synthesize(folder);
  const seaway = await startSeaway({ template: folder, log: console.warn });
  try {
    const ready = Date.now();
    await tellStory(seaway, console.log);
    const [setUp, told] = [ready - begun, Date.now() - ready].map((ms) => (ms / 1000).toFixed(1));
    console.log(`\nTold in ${told} s, after ${setUp} s to synthesize the stack and start all of it on this machine.`);
  } finally {
    await seaway.close();
  }
} catch (thrown) {
  console.error(`\nThe story stopped: ${thrown instanceof Error ? thrown.message : thrown}`);
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
