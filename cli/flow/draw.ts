import { readFlow } from '../../lib/flow/flow.ts';
import { defineCommand, onlyOne, UsageError } from '../command.ts';
import { coverageOverlay, type Overlay, traceOverlay } from '../draw/overlay.ts';
import { drawFlow } from '../draw/svg.ts';
import { flowName, textOf } from '../flow-file.ts';

/** `seaway flow draw`: a flow as a picture. */
export const draw = defineCommand({
  summary: 'draws a flow as SVG, with a trace or coverage on it',
  help: `seaway flow draw FILE [--trace FILE | --coverage FILE] > flow.svg

Widgets lie where Studio's canvas has them, in layers where the file does not say.

  --trace FILE        what "seaway flow trace EXECUTION --json" printed: the way of one execution, numbered
  --coverage FILE     what "seaway flow test FILE --json" printed: what the scripts reached
  --json              { svg }`,
  options: { trace: { type: 'string' }, coverage: { type: 'string' } },
  async run({ values, positionals }) {
    const file = onlyOne(positionals, 'file of a flow');
    if (values.trace !== undefined && values.coverage !== undefined)
      throw new UsageError('draw a trace or coverage, not both');
    const name = flowName(file);
    const svg = drawFlow(readFlow(await textOf(file)), name, await overlayOf(values, name));
    return { ok: true, text: svg.trimEnd(), json: { svg } };
  },
});

async function overlayOf(
  { trace, coverage }: { trace?: string | undefined; coverage?: string | undefined },
  name: string,
): Promise<Overlay> {
  if (trace !== undefined) return traceOverlay(JSON.parse(await textOf(trace)));
  return coverage === undefined ? {} : coverageOverlay(JSON.parse(await textOf(coverage)), name);
}
