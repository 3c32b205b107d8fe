import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { buildSync } from 'esbuild';

export type Widget = {
  /** The script that a page includes. */
  file: string;
  /** What it weighs on the wire, gzipped. */
  bytes: number;
};

const source = (name: string) => fileURLToPath(new URL(`widget/${name}`, import.meta.url));

/** Bundles the web chat widget, its style sheet included, into one script. Throws where it cannot be built. */
export function buildWidget(): Widget {
  const style = bundle(source('style/style.css'), {});
  const file = bundle(source('main.ts'), { SEAWAY_STYLE: JSON.stringify(style) });
  return { file, bytes: gzipSync(file, { level: 9 }).length };
}

function bundle(entry: string, define: Record<string, string>): string {
  const { outputFiles } = buildSync({
    entryPoints: [entry],
    define,
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target: ['chrome123', 'firefox120', 'safari17.5'],
    legalComments: 'none',
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
