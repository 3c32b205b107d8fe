import { describe, expect, test } from 'vitest';
import { ask, define, noon, play, publish, ringing, say, widget } from '../build.ts';

const exits = { incomingMessage: 'got', timeout: 'late', deliveryFailure: 'lost' };
const flow = (properties: Record<string, unknown> = {}) =>
  publish(
    define(
      ask('it', 'Colour?', exits, properties),
      say('got', 'got {{widgets.it.inbound.Body}}'),
      say('late', 'late'),
      say('lost', 'lost'),
    ),
  );

describe('waiting ends', () => {
  test('with a reply', () => {
    const customer = play(flow());
    customer.reply('blue');
    expect(customer.texts).toEqual(['got blue']);
  });

  test('with its own timer', () => {
    const customer = play(flow());
    customer.feed({ type: 'timeout', token: 'FN1.2', at: noon + 60_000 });
    expect(customer.texts).toEqual(['late']);
  });

  test('when its message could not be delivered', () => {
    const customer = play(flow());
    customer.feed({ type: 'undelivered', key: 'FN1.2', reason: 'blocked', at: noon });
    expect(customer.texts).toEqual(['lost']);
  });

  test('at once when there is nothing to ask', () => {
    expect(play(flow({ body: '' })).texts).toEqual(['lost']);
  });
});

test.each([
  ['3600', 3_600],
  [600, 600],
  ['{{ 30 | plus: 12 }}', 42],
  [undefined, 3_600],
  ['', 3_600],
  ['99999999', 2_592_000],
])('a timeout of %j is %j seconds', (timeout, seconds) => {
  expect(play(flow({ timeout })).last.effects).toContainEqual(expect.objectContaining({ type: 'timer', seconds }));
});

describe('in a conversation', () => {
  const body = '{{widgets.it.inbound.Body}} {{trigger.conversation.Body}} {{trigger.conversation.Author}}';
  const start = { trigger: 'incomingConversationMessage', parameters: { Body: 'hi', Author: 'Ana' } } as const;
  const replyTo = (transitions: Record<string, string>) => {
    const customer = play(
      publish(define(ask('it', '?', transitions), say('a', `a ${body}`), say('b', `b ${body}`))),
      start,
    );
    customer.reply('blue');
    return customer.texts;
  };

  test('a reply leaves by incomingConversationMessage and refreshes the trigger', () => {
    expect(replyTo({ incomingMessage: 'a', incomingConversationMessage: 'b' })).toEqual(['b blue blue Ana']);
  });

  test('or by incomingMessage where only that is connected, as published flows have it', () => {
    expect(replyTo({ incomingMessage: 'a', incomingConversationMessage: '' })).toEqual(['a blue blue Ana']);
    expect(replyTo({ incomingMessage: 'a' })).toEqual(['a blue blue Ana']);
  });
});

test('in a subflow of a conversation a reply refreshes the trigger as well', () => {
  const sub = define(ask('it', '?', { incomingMessage: 'tell' }), say('tell', '{{trigger.conversation.Body}}'));
  const flow = publish(define(widget('sub', 'run-subflow', { flow_sid: 'FW2' })), { FW2: sub });
  const customer = play(flow, { trigger: 'incomingConversationMessage', parameters: { Body: 'hi' } });
  customer.reply('blue');
  expect(customer.texts).toEqual(['blue']);
});

test('a call does not wait for a text', () => {
  const caller = play(flow(), ringing);
  expect(caller.texts).toEqual(['lost']);
  expect(caller.twiml).toBe('<Hangup/>');
});

test('attributes of a channel are parsed, and long texts cut', () => {
  const customer = play(flow());
  customer.feed({
    type: 'message',
    at: noon,
    parameters: { Body: 'x'.repeat(20_000), ChannelAttributes: '{"from": "web"}' },
  });
  expect(customer.last.run.frames[0]?.context.widgets.it?.inbound).toEqual({
    Body: 'x'.repeat(16_384),
    ChannelAttributes: { from: 'web' },
  });
});
