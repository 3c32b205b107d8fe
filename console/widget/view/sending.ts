import { h, type Tree } from '../dom.ts';
import { fill } from '../texts.ts';
import type { Uploading } from '../uploads.ts';
import { bubble } from './bubble.ts';
import { linkButton } from './controls.ts';
import { card } from './media.ts';
import type { Widget } from './widget.ts';

const words = { type: 'badType', size: 'badSize', network: 'badNetwork' } as const;

/** A file that is on its way up, or did not come through. */
export function sendingView({ texts, uploads, language }: Widget, { id, file, sent, fault }: Uploading): Tree {
  const name = file.name || texts.file;
  return bubble(
    { key: `sending ${id}`, from: 'customer', first: true, last: true },
    undefined,
    [
      card('file', name, sizeOf(file.size, language)),
      fault === undefined && h('progress', { max: 1, value: sent, 'aria-label': fill(texts.uploading, { name }) }),
    ],
    undefined,
    h(
      'p',
      { class: 'about' },
      fault && h('span', { class: 'refusal', role: 'alert' }, fill(texts[words[fault]], { name })),
      fault === 'network' && linkButton(texts.retry, () => uploads.retry(id)),
      linkButton(fault ? texts.discard : texts.cancel, () => uploads.cancel(id)),
    ),
  );
}

function sizeOf(bytes: number, language: string): string {
  const [unit, size] = bytes >= 1_000_000 ? ['megabyte', 1_000_000] : ['kilobyte', 1_000];
  const format = new Intl.NumberFormat(language, { style: 'unit', unit: `${unit}`, maximumFractionDigits: 1 });
  return format.format(Math.max(0.1, bytes / Number(size)));
}
