import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

type File = { contentType: string; body: string | Uint8Array };

/** The files of the page by their paths, bundled from local/simulator/page in memory. */
export function buildPage(): Map<string, File> {
  const source = (name: string) => fileURLToPath(new URL(`page/${name}`, import.meta.url));
  const { outputFiles } = buildSync({
    entryPoints: [source('main.tsx'), source('style.css')],
    outdir: '/',
    bundle: true,
    write: false,
    minify: true,
    target: 'es2023',
    jsx: 'automatic',
    jsxImportSource: 'preact',
  });
  const files = new Map<string, File>([['/', { contentType: 'text/html; charset=utf-8', body: html }]]);
  for (const { path, contents } of outputFiles) {
    const [name, contentType] = path.endsWith('.css') ? ['/style.css', 'text/css'] : ['/main.js', 'text/javascript'];
    files.set(name, { contentType: `${contentType}; charset=utf-8`, body: contents });
  }
  return files;
}

const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Seaway simulator</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/style.css">
<script type="module" src="/main.js"></script>
</head>
<body>
<noscript>The simulator needs JavaScript: allow it for this page and load it again.</noscript>
</body>
</html>
`;
