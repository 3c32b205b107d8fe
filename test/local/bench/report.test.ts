import { expect, test } from 'vitest';
import { jsonOf } from '../../../local/bench/report/json.ts';
import type { Measurement } from '../../../local/bench/report/measurement.ts';
import { tableOf } from '../../../local/bench/report/table.ts';

const measurements: Measurement[] = [
  { name: 'calls.webhook', says: 'webhook', value: 1, unit: '', budget: { most: 1 } },
  { name: 'bundles.webhook.bytes', says: 'webhook, size', value: 471_040, unit: 'bytes', budget: { most: 460_800 } },
  { name: 'bundles.webhook.import_ms_over_empty', says: 'webhook, import', value: 61.25, unit: 'ms' },
  { name: 'engine.steps_per_second', says: 'steps', value: 16_614.2, unit: 'a second', budget: { least: 20_000 } },
  { name: 'memory.peak_bytes', says: 'memory', value: 734_003_200, unit: 'bytes' },
];

test('the table says how much, how much it may be, and whether it is', () => {
  expect(tableOf('of everything', measurements).split('\n')).toEqual([
    'of everything                                 budget',
    'webhook                        1                <= 1  ok',
    'webhook, size            460 KiB          <= 450 KiB  OVER',
    'webhook, import          61.3 ms',
    'steps            16,614 a second  >= 20,000 a second  OVER',
    'memory                   700 MiB',
  ]);
});

test('the JSON has every number at the path that its name is, and names what is over budget', () => {
  expect(jsonOf(measurements)).toMatchObject({
    calls: { webhook: 1 },
    bundles: { webhook: { bytes: 471_040, import_ms_over_empty: 61.25 } },
    engine: { steps_per_second: 16_614.2 },
    memory: { peak_bytes: 734_003_200 },
    over: ['bundles.webhook.bytes', 'engine.steps_per_second'],
    machine: { node: process.version },
  });
});
