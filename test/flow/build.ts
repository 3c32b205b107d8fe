import { advance } from '../../lib/flow/engine.ts';
import type { BotResult, CallResult, FlowEvent, Start, TwimlElement } from '../../lib/flow/event.ts';
import { type PublishedFlow, readFlow } from '../../lib/flow/flow.ts';

type Exits = Record<string, string>;
type Written = { name: string; type: string; transitions?: unknown[]; properties?: Record<string, unknown> };

export const noon = Date.parse('2026-11-22T20:00:00Z');

/** A widget: its name, its type, its properties and where each of its events leads. */
export const widget = (
  name: string,
  type: string,
  properties: Record<string, unknown> = {},
  exits: Exits = {},
): Written => ({
  name,
  type,
  properties,
  transitions: Object.entries(exits).map(([event, next]) => ({ event, next })),
});

export const say = (name: string, body: string, exits: Exits = {}): Written =>
  widget(name, 'send-message', { from: '{{flow.channel.address}}', body }, exits);

export const ask = (name: string, body: string, exits: Exits = {}, more: Record<string, unknown> = {}): Written =>
  widget(name, 'send-and-wait-for-reply', { from: '{{flow.channel.address}}', body, timeout: '60', ...more }, exits);

export const set = (name: string, variables: Record<string, unknown>, next: string): Written =>
  widget(
    name,
    'set-variables',
    { variables: Object.entries(variables).map(([key, value]) => ({ key, value })) },
    { next },
  );

/** A split: [type, value, next] for each match. */
export function split(name: string, input: string, matches: [string, string, string][], noMatch = ''): Written {
  const match = ([type, value, next]: [string, string, string]) => ({
    event: 'match',
    next,
    conditions: [{ friendly_name: type, arguments: [input], type, value }],
  });
  return {
    name,
    type: 'split-based-on',
    properties: { input },
    transitions: [{ event: 'noMatch', next: noMatch }, ...matches.map(match)],
  };
}

/** A flow whose trigger leads every event to the first of the widgets. */
export function define(...states: Written[]) {
  const next = states[0]?.name ?? '';
  const events = [
    'incomingMessage',
    'incomingCall',
    'incomingConversationMessage',
    'incomingRequest',
    'incomingParent',
  ];
  const trigger = widget('Trigger', 'trigger', {}, Object.fromEntries(events.map((event) => [event, next])));
  return {
    description: 'A test',
    states: [trigger, ...states],
    initial_state: 'Trigger',
    flags: { allow_concurrent_calls: true },
  };
}

export function publish(definition: unknown, subflows: Record<string, unknown> = {}): PublishedFlow {
  return {
    name: 'test',
    sid: 'FW1',
    revision: 3,
    definition: readFlow(definition),
    subflows: Object.fromEntries(
      Object.entries(subflows).map(([sid, each]) => [sid, { name: sid, revision: 1, definition: readFlow(each) }]),
    ),
  };
}

export const startWith = (more: Partial<Start> = {}): Start => ({
  trigger: 'incomingMessage',
  execution: 'FN1',
  parameters: { Body: 'hello', From: '+15550100', To: '+15550199', MessageSid: 'SM1', NumMedia: '0' },
  contact: '+15550100',
  address: '+15550199',
  variables: {},
  at: noon,
  ...more,
});

/** A start by somebody who calls. */
export const ringing: Partial<Start> = {
  trigger: 'incomingCall',
  parameters: { CallSid: 'CA1', From: '+15550100', To: '+15550199', CallStatus: 'ringing' },
};

/** TwiML as it is read by people. */
const xml = (element: TwimlElement | string): string => {
  if (typeof element === 'string') return element;
  const attributes = Object.entries(element.attributes).map(([name, value]) => ` ${name}="${value}"`);
  const inside = element.children.map(xml).join('');
  const opening = `<${element.name}${attributes.join('')}`;
  return inside === '' ? `${opening}/>` : `${opening}>${inside}</${element.name}>`;
};

/** Plays one customer: every step goes through `advance` on a run that has been JSON in between, as in production. */
export function play(flow: PublishedFlow, more: Partial<Start> = {}) {
  let last = advance(flow, undefined, { type: 'start', start: startWith(more) });
  const feed = (event: FlowEvent) => {
    last = advance(flow, JSON.parse(JSON.stringify(last.run)), event);
    return last;
  };
  return {
    feed,
    reply: (Body: string, at = noon) => feed({ type: 'message', parameters: { Body }, at }),
    called: (result: CallResult) => feed({ type: 'called', at: noon, result }),
    answered: (body: unknown, status = 200) =>
      feed({
        type: 'called',
        at: noon,
        result: { status, contentType: 'application/json', body: JSON.stringify(body) },
      }),
    bot: (result: BotResult) => feed({ type: 'bot', at: noon, result }),
    /** The call comes back from what it hears now. */
    back: (event: string, parameters: Record<string, string> = {}) =>
      feed({ type: 'voice', at: noon, token: last.run.waiting?.token ?? '', event, parameters }),
    hangUp: (parameters: Record<string, string> = { CallStatus: 'completed' }) =>
      feed({ type: 'hangup', at: noon, parameters }),
    timeOut: () => feed({ type: 'timeout', at: noon, token: last.run.waiting?.token ?? '' }),
    task: (outcome: 'created' | 'failed', task: Record<string, unknown> = {}) =>
      feed({ type: 'task', at: noon, outcome, task }),
    get last() {
      return last;
    },
    /** What was said in the last step. */
    get said() {
      return last.effects.flatMap((effect) => (effect.type === 'send' ? [effect.content] : []));
    },
    /** The texts of what was said in the last step. */
    get texts() {
      return last.effects.flatMap((effect) =>
        effect.type === 'send' && 'text' in effect.content ? [effect.content.text] : [],
      );
    },
    /** The path through the widgets in the last step. */
    get path() {
      return last.trace.map(({ name, from, to }) => `${from} ${name} ${to}`);
    },
    get call() {
      return last.effects.find((effect) => effect.type === 'call');
    },
    /** What the call hears after the last step. */
    get twiml() {
      const effect = last.effects.at(-1);
      return effect?.type === 'twiml' ? effect.elements.map(xml).join('') : undefined;
    },
    /** What a widget has put into the context. */
    output: (name: string) => last.run.frames.at(-1)?.context.widgets[name],
    get ended() {
      return last.ended;
    },
  };
}

/** Starts a flow and gives what it says at once. */
export const textsOf = (definition: unknown, more: Partial<Start> = {}): string[] =>
  play(publish(definition), more).texts;
