import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { buildSync } from 'esbuild';

export type Widget = {
  /** The script that a page includes. */
  file: string;
  /** What it weighs on the wire, gzipped. */
  bytes: number;
};

export type Agent = {
  /** The page, its script and its style sheet, to be served beside each other as index.html, console.js and console.css. */
  html: string;
  script: string;
  style: string;
  /** What the three weigh on the wire, gzipped. */
  bytes: number;
};

const source = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** Bundles the web chat widget, its style sheet included, into one script. Throws where it cannot be built. */
export function buildWidget(): Widget {
  const style = bundle(source('widget/style/style.css'), forVisitors);
  const file = bundle(source('widget/main.ts'), { ...forVisitors, define: { SEAWAY_STYLE: JSON.stringify(style) } });
  return { file, bytes: gzipSync(file, { level: 9 }).length };
}

/** Bundles the agents' console. Another entry may start it otherwise, as a test does. Throws where it cannot be built. */
export function buildAgent(entry = source('agent/main.tsx')): Agent {
  const html = readFileSync(source('agent/index.html'), 'utf8');
  const script = bundle(entry, forAgents);
  const style = bundle(source('agent/style/style.css'), forAgents);
  const bytes = [html, script, style].reduce((sum, file) => sum + gzipSync(file, { level: 9 }).length, 0);
  return { html, script, style, bytes };
}

/** Visitors come with what they have; agents' browsers are kept up to date, and compute colours from colours. */
const forVisitors = { format: 'iife', target: ['chrome123', 'firefox120', 'safari17.5'] } as const;
const forAgents = { format: 'esm', target: ['chrome125', 'firefox128', 'safari18'] } as const;

type BuildOptions = { format: 'iife' | 'esm'; target: readonly string[]; define?: Record<string, string> };

function bundle(entry: string, options: BuildOptions): string {
  const { outputFiles } = buildSync({
    entryPoints: [entry],
    bundle: true,
    write: false,
    minify: true,
    legalComments: 'none',
    ...options,
    target: [...options.target],
  });
  return outputFiles.map(({ text }) => text).join('');
}

/** `node console/build.ts seaway-chat.js` writes it where it is to be served from. */
if (import.meta.main) {
  const [, , path = 'seaway-chat.js'] = process.argv;
  const { file, bytes } = buildWidget();
  writeFileSync(path, file);
  console.log(`${path}: ${(bytes / 1024).toFixed(1)} KiB gzipped`);
}
