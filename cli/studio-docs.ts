import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Widget } from '../lib/flow/widget.ts';
import { widgets } from '../lib/flow/widgets/index.ts';

const file = join(import.meta.dirname, '..', 'docs', 'studio.md');
const begin = '<!-- widgets: written by cli/studio-docs.ts -->';
const end = '<!-- end of widgets -->';

if (import.meta.main) await writeFile(file, withTables(await readFile(file, 'utf8')));

/** The page with its part about the widgets made anew from the registry. Throws where the page has no place for it. */
export function withTables(page: string): string {
  const [before, rest] = page.split(begin);
  const [, after] = rest?.split(end) ?? [];
  if (before === undefined || after === undefined)
    throw new Error(`docs/studio.md needs the lines ${begin} and ${end}: put them where the widgets go`);
  return [before, begin, '\n\n', tables(), '\n\n', end, after].join('');
}

function tables(): string {
  const documented = [...widgets.values()].filter((widget) => widget.undocumented === undefined);
  const undocumented = [...widgets.values()].filter((widget) => widget.undocumented !== undefined);
  return [
    '| widget | what it does | events | outputs, under `widgets.<name>` |',
    '|---|---|---|---|',
    ...documented.map((widget) =>
      row([
        `\`${widget.type}\`${widget.voice ? ' ☎' : ''}`,
        widget.summary,
        codes(widget.transitions),
        outputs(widget),
      ]),
    ),
    '',
    '☎ runs during a call only.',
    '',
    '| widget | properties read | properties that change nothing | differences from Studio |',
    '|---|---|---|---|',
    ...documented.map((widget) =>
      row([
        `\`${widget.type}\``,
        codes(Object.keys(widget.properties.shape)),
        codes(widget.ignores),
        widget.differences.join(' '),
      ]),
    ),
    '',
    'These types load. `seaway flow lint` warns of them:',
    '',
    '| widget | why |',
    '|---|---|',
    ...undocumented.map(({ type, undocumented: why = '' }) => row([`\`${type}\``, why])),
  ].join('\n');
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function codes(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(' ');
}

/** An output is a path, or a few words. */
function outputs({ outputs: list }: Widget): string {
  return list.map((output) => (output.includes(' ') ? output : `\`${output}\``)).join(' ');
}
