import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkFlow } from '../../lib/flow/check.ts';
import { advance } from '../../lib/flow/engine.ts';
import type { FlowEvent } from '../../lib/flow/event.ts';
import { lintFlow } from '../../lib/flow/lint.ts';
import { render, templateFault } from '../../lib/flow/liquid.ts';
import { compileRegex } from '../../lib/flow/regex.ts';
import { type Run, runSchema } from '../../lib/flow/run.ts';
import { widgets } from '../../lib/flow/widgets/index.ts';
import { noon, publish, startWith } from './build.ts';

const names = ['Trigger', 'a', 'b', 'c', 'd', 'e'];
const next = fc.constantFrom(...names, '', 'ghost');
const template = fc.constantFrom(
  'plain',
  '',
  '{{widgets.a.inbound.Body}}',
  '{{flow | to_json}}',
  '{{flow.variables.x | plus: 1}}',
  '{% assign x = "ab" %}{% for i in (1..15) %}{% assign x = x | append: x %}{% endfor %}{{x}}',
  '{{ (1..99999999) }}',
  '{% if',
  '{"options": [{"id": "1", "text": "{{trigger.message.Body}}"}]}',
);
const value = fc.oneof(template, fc.integer(), fc.boolean(), fc.constant(null));
const pairs = fc.array(
  fc.record({
    key: fc.constantFrom('x', 'y', '__proto__'),
    value,
    type: fc.constantFrom(null, 'json_object', 'string'),
  }),
  {
    maxLength: 3,
  },
);

const looseNames =
  'body timeout attributes media_url priority input say play digits loop to record record_call stream_action max_length'.split(
    ' ',
  );

const state = (name: string) =>
  fc
    .tuple(
      fc.constantFrom(...widgets.keys(), 'do-a-dance'),
      fc.dictionary(fc.constantFrom(...looseNames), value),
      fc.record({
        url: fc.constantFrom('https://a.example', 'wss://a.example', '{{flow.variables.x}}'),
        noun: fc.constantFrom('number', 'number-multi', 'client', 'sip', 'sim', 'conference', 'pigeon'),
        connector_name: fc.constantFrom('faq', '', '{{flow.variables.x}}'),
        workflow: value,
        channel: value,
        variables: pairs,
        parameters: pairs,
      }),
      fc.constantFrom('FW2', 'FW3'),
      fc.array(next, { minLength: 6, maxLength: 6 }),
      fc.array(
        fc.record({ type: fc.constantFrom('equal_to', 'regex', 'less_than', 'is_after_date'), value: template, next }),
        { maxLength: 3 },
      ),
    )
    .map(([type, loose, properties, flow_sid, exits, matches]) => ({
      name,
      type,
      properties: { input: '{{flow.variables.x}}', ...loose, ...properties, flow_sid },
      transitions: [
        ...(widgets.get(type)?.transitions ?? ['failed']).map((event, index) => ({ event, next: exits[index] ?? '' })),
        ...matches.map((match) => ({
          event: 'match',
          next: match.next,
          conditions: [
            { friendly_name: '', arguments: ['{{flow.variables.x}}'], type: match.type, value: match.value },
          ],
        })),
      ],
    }));

const triggers = ['incomingMessage', 'incomingCall', 'incomingConversationMessage', 'incomingRequest'] as const;

const definition = fc.tuple(fc.tuple(...names.slice(1).map(state)), next).map(([states, first]) => {
  const transitions = [...triggers, 'incomingParent'].map((event) => ({ event, next: first }));
  return {
    states: [{ name: 'Trigger', type: 'trigger', properties: {}, transitions }, ...states],
    initial_state: 'Trigger',
  };
});

const body = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('1', 'yes', '{{flow}}', 'x'.repeat(20_000)),
);
const webhook = fc.dictionary(
  fc.constantFrom('Digits', 'SpeechResult', 'CallStatus', 'QueueResult', 'Result', 'VirtualAgentStatus', '__proto__'),
  fc.oneof(fc.constantFrom('completed', 'in-progress', 'error', 'hangup', 'success', '1'), fc.string()),
);
const event: fc.Arbitrary<(run: Run) => FlowEvent> = fc.oneof(
  fc.tuple(fc.constantFrom('back', 'answered', 'busy', 'return', 'noAudio', 'timeout'), webhook, fc.boolean()).map(
    ([name, parameters, late]) =>
      (run: Run) =>
        ({
          type: 'voice',
          at: noon,
          token: (late ? undefined : run.waiting?.token) ?? 'old',
          event: name,
          parameters,
        }) as const,
  ),
  webhook.map((parameters) => () => ({ type: 'hangup', at: noon, parameters }) as const),
  fc
    .record({ say: fc.array(body, { maxLength: 60 }), state: fc.constantFrom('continues', 'handoff', 'completed') })
    .map((result) => () => ({ type: 'bot', at: noon, result }) as const),
  fc.constant(() => ({ type: 'bot', at: noon, result: { failure: 'no answer' } }) as const),
  body.map((Body) => () => ({ type: 'message', parameters: { Body }, at: noon }) as const),
  fc
    .record({
      status: fc.constantFrom(200, 302, 500),
      contentType: fc.constantFrom('application/json', 'text/plain'),
      body: fc.oneof(body, fc.json()),
    })
    .map((result) => () => ({ type: 'called', at: noon, result }) as const),
  fc.constant(() => ({ type: 'called', at: noon, result: { failure: 'no answer' } }) as const),
  fc
    .constantFrom('created', 'failed')
    .map((outcome) => () => ({ type: 'task', at: noon, outcome, task: { sid: 'WT1' } }) as const),
  fc.constant((run: Run) => ({ type: 'timeout', at: noon, token: run.waiting?.token ?? 'old' }) as const),
  fc.constant(
    (run: Run) => ({ type: 'undelivered', at: noon, key: run.waiting?.token ?? 'old', reason: 'blocked' }) as const,
  ),
);

const started = fc.constantFrom(...triggers);

/** Messages first, then the one thing that is waited for; what a call hears comes last. */
const oneTurn = /^(send ?)*(call|bot|task|timer|dial timer|(timer )?twiml)?$/;

test('any flow and any events: it ends or waits, never throws, and its run survives being JSON at every step', () => {
  fc.assert(
    fc.property(
      started,
      definition,
      definition,
      fc.array(event, { maxLength: 12 }),
      (trigger, written, sub, events) => {
        const flow = publish(written, { FW2: sub });
        let step = advance(flow, undefined, { type: 'start', start: startWith({ trigger }) });
        const tokens = new Set<string>();
        for (const make of [...events, undefined]) {
          const stored = runSchema.parse(JSON.parse(JSON.stringify(step.run)));
          expect(stored).toStrictEqual(step.run);
          expect(stored.steps).toBeLessThanOrEqual(1_000);
          expect(step.effects.filter(({ type }) => type === 'send').length).toBeLessThanOrEqual(40);
          expect(step.effects.map(({ type }) => type).join(' ')).toMatch(oneTurn);
          expect(step.ended !== false).toBe(stored.waiting === undefined);
          if (stored.waiting?.for === 'voice') expect(stored.ended).toBeUndefined();
          if (step.effects.length > 0 && stored.waiting) {
            expect(tokens).not.toContain(stored.waiting.token);
            tokens.add(stored.waiting.token);
          }
          if (make) step = advance(flow, stored, make(stored));
        }
      },
    ),
    { numRuns: 300 },
  );
});

test('checkFlow and lintFlow judge anything without throwing', () => {
  const known = { flows: [], workflows: [], taskChannels: [], bots: [] };
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.json(), definition), (input) => {
      const { errors, warnings } = lintFlow(input, known);
      for (const { path, message } of [...checkFlow(input, known), ...errors, ...warnings]) {
        expect(path).toMatch(/^#/);
        expect(message).not.toBe('');
      }
    }),
    { numRuns: 300 },
  );
});

const fragment = fc.constantFrom(
  ...[
    '{{',
    '}}',
    '{%',
    '%}',
    ' x ',
    '| append: x',
    '| replace: "a", x',
    '| split: ""',
    '| times: 99',
    '"',
    "'",
    '.',
    '[',
    ']',
    '(1..9)',
  ],
  ...[
    'assign x = "aaaaaaaa"',
    'assign x = x | append: x',
    'for i in x',
    'for i in (1..999)',
    'endfor',
    'if x',
    'else',
    'endif',
    'x.x',
    'capture x',
  ],
  ...[
    'endcapture',
    'case x',
    'when 1',
    'endcase',
    'raw',
    'endraw',
    'comment',
    'endcomment',
    'break',
    'continue',
    'cycle 1, 2',
    '| date: "%s"',
  ],
);

test('any template renders at most 16 KB or throws, and soon', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(fragment, { maxLength: 60 }).map((parts) => parts.join(' ')),
      ),
      (text) => {
        const fault = templateFault(text);
        const begun = performance.now();
        const output = attempt(() => render(text, { x: 'abc' }, noon));
        expect(performance.now() - begun).toBeLessThan(2_000);
        if (fault !== undefined) expect(output).toBeUndefined();
        expect(new TextEncoder().encode(output ?? '').length).toBeLessThanOrEqual(16_384);
      },
    ),
    { numRuns: 2_000 },
  );
});

test('a plain path prints what Liquid prints', () => {
  const name = fc.constantFrom('a', 'b', 'size', 'first', 'constructor', 'length', 'nil');
  const root = fc.constantFrom('flow', 'widgets', 'trigger');
  const tree = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 3 }, fc.jsonValue({ maxDepth: 1 }), fc.dictionary(name, tie('value'))),
  })).value;
  fc.assert(
    fc.property(
      fc.record({ flow: tree, widgets: tree }),
      root,
      fc.array(name, { maxLength: 4 }),
      (scope, first, rest) => {
        const template = `{{ ${[first, ...rest].join('.')} }}`;
        expect(attempt(() => render(template, scope, noon))).toBe(
          attempt(() => render(`${template}{% comment %}{% endcomment %}`, scope, noon)),
        );
      },
    ),
    { numRuns: 1_000 },
  );
});

test('any regex answers soon', () => {
  const part = fc.constantFrom(
    'a',
    '.',
    '(',
    ')',
    '(?:',
    '(?=',
    '*',
    '+',
    '?',
    '{1,9}',
    '{2}',
    '|',
    '[ab]',
    '\\w',
    '\\s*',
    'b',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 14 }), fc.constantFrom('a', 'ab', 'a '), (parts, unit) => {
      const pattern = compileRegex(parts.join(''));
      const begun = performance.now();
      if ('matches' in pattern)
        for (const length of [10, 40, 100, 400, 1_000]) pattern.matches(`${unit.repeat(length).slice(0, length - 1)}!`);
      expect(performance.now() - begun).toBeLessThan(3_000);
    }),
    { numRuns: 2_000 },
  );
});

function attempt<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
