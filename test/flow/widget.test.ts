import { expect, test } from 'vitest';
import * as z from 'zod';
import { defineWidget } from '../../lib/flow/widget.ts';
import { widgets } from '../../lib/flow/widgets/index.ts';

test('a widget cannot leave by a transition that it does not declare', () => {
  const widget = defineWidget({
    type: 'coin',
    summary: 'Falls.',
    properties: z.object({}),
    transitions: ['heads', 'tails'],
    // @ts-expect-error 'edge' is not among the transitions: this line must not compile
    enter: () => ({ leave: 'edge' }),
  });
  expect(widget.transitions).toEqual(['heads', 'tails']);
});

test('a widget reads its properties once rendered, and says which one does not do', () => {
  const widget = defineWidget({
    type: 'echo',
    summary: 'Repeats.',
    properties: z.object({ text: z.string('must be a text') }),
    transitions: ['next'],
    enter: ({ text }) => ({ output: { text }, leave: 'next' }),
  });
  expect(() => widget.visit({ text: 7 })).toThrow('its property "text" must be a text');
});

test('every widget is registered under its own type', () => {
  for (const [type, widget] of widgets) expect(widget.type).toBe(type);
  expect([...widgets.keys()]).toEqual(
    expect.arrayContaining(['send-and-wait-for-reply', 'say-play', 'run-function-v2']),
  );
});
