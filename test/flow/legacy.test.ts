import { expect, test } from 'vitest';
import { checkFlow } from '../../lib/flow/check.ts';
import { readFlow } from '../../lib/flow/flow.ts';
import { play, publish } from './build.ts';

const known = { flows: [], workflows: [], taskChannels: [] };
const state = (
  sid: string,
  type: string,
  name: string,
  properties: object,
  transitions: [string, string | null][],
) => ({
  type,
  name,
  sid,
  properties,
  transitions: transitions.map(([event, next]) => ({ event, conditions: [], next, uuid: `${sid}-${event}` })),
});

const legacy = {
  description: 'Ask',
  states: [
    state('FF1', 'InitialState', 'Trigger', { flow_url: 'https://webhooks.example' }, [
      ['incomingMessage', 'FF2'],
      ['incomingCall', 'FF4'],
      ['incomingRequest', null],
    ]),
    state('FF2', 'MessagePrompt', 'ask', { body: 'Colour?', timeout: 60, attributes: null, media_url: null }, [
      ['incomingMessage', 'FF3'],
      ['timeout', null],
    ]),
    state('FF3', 'Message', 'tell', { body: '{{widgets.ask.inbound.Body}}!', from: null }, [['sent', null]]),
    state('FF4', 'SayPlay', 'speak', { say: 'Hi', play: null, digits: null, loop: 1 }, [['audioComplete', null]]),
  ],
};

test('an export of the time before 2020 becomes one of today', () => {
  const flow = readFlow(legacy);
  expect(flow.initial_state).toBe('Trigger');
  expect(flow.flags).toEqual({ allow_concurrent_calls: true });
  expect(flow.states[1]).toEqual({
    name: 'ask',
    type: 'send-and-wait-for-reply',
    properties: { body: 'Colour?', timeout: 60 },
    transitions: [{ event: 'incomingMessage', next: 'tell' }, { event: 'timeout' }],
  });
  expect(checkFlow(JSON.stringify(legacy), known)).toEqual([]);
});

test('and runs', () => {
  const customer = play(publish({ definition: legacy }));
  expect(customer.texts).toEqual(['Colour?']);
  customer.reply('blue');
  expect(customer.texts).toEqual(['blue!']);
  expect(customer.ended).toEqual({ reason: 'ended' });
});

test('conditions come along, and a type or SID that nobody knows stays to be seen', () => {
  const conditions = [{ friendly_name: 'x', arguments: ['{{contact}}'], type: 'equal_to', value: 'x' }];
  const branch = {
    ...state('FF2', 'Branch', 'which', { input: '{{contact}}' }, []),
    transitions: [{ event: 'match', conditions, next: 'FF9' }],
  };
  const flow = { states: [legacy.states[0], branch, state('FF3', 'Teleport', 'odd', {}, [])] };
  expect(readFlow(flow).states[1]?.transitions).toEqual([{ event: 'match', conditions, next: 'FF9' }]);
  expect(checkFlow(flow, known).map(({ path }) => path)).toEqual([
    '#/states/0/transitions/1/next',
    '#/states/1/transitions/0/next',
    '#/states/2/type',
  ]);
});
