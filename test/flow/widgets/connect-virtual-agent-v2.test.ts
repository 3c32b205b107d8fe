import { describe, expect, test } from 'vitest';
import { ask, define, noon, play, publish, ringing, say, widget } from '../build.ts';

const events = ['completed', 'live-agent-handoff', 'failed', 'paused', 'timeout', 'hangup'];
const flow = (properties: Record<string, unknown> = {}, first = 'it') =>
  publish(
    define(
      ask('question', 'How can we help?', { incomingMessage: first }),
      widget(
        'it',
        'connect-virtual-agent-v2',
        { channel: 'conversations', connector_name: 'faq', ...properties },
        Object.fromEntries(events.map((event) => [event, event])),
      ),
      ...events.map((event) => say(event, `${event} {{widgets.it.VirtualAgentStatus}}`)),
    ),
  );
const chat = (properties: Record<string, unknown> = {}) => {
  const customer = play(flow(properties));
  customer.reply('When do you open?');
  return customer;
};

describe('in messages', () => {
  test('the bot is asked what the customer said last', () => {
    const parameters = [{ key: 'language', value: '{{trigger.message.From}}' }];
    expect(chat({ parameters }).last.effects).toEqual([
      {
        type: 'bot',
        key: 'FN1.3',
        bot: 'faq',
        session: 'FN1.3',
        text: 'When do you open?',
        parameters: { language: '+15550100' },
        timeout: 10_000,
      },
    ]);
  });

  test('what it says is sent, then the customer has the floor, round after round', () => {
    const customer = chat({ timeout: '120' });
    customer.bot({ say: ['At nine.', ' ', 'Anything else?'], state: 'continues' });
    expect(customer.last.effects).toEqual([
      { type: 'send', key: 'FN1.3.1', content: { type: 'text', text: 'At nine.' } },
      { type: 'send', key: 'FN1.3.1/1', content: { type: 'text', text: 'Anything else?' } },
      { type: 'timer', key: 'FN1.3.1.timer', token: 'FN1.3.1', seconds: 120 },
    ]);
    customer.reply('And on Sundays?');
    expect(customer.last.effects).toEqual([
      expect.objectContaining({ type: 'bot', key: 'FN1.3.2', session: 'FN1.3', text: 'And on Sundays?' }),
    ]);
    customer.bot({ say: ['We are closed.'], state: 'completed' });
    expect(customer.texts).toEqual(['We are closed.', 'completed completed']);
  });

  test('a timer of an earlier round cannot end a later one', () => {
    const customer = chat();
    customer.bot({ say: ['At nine.'], state: 'continues' });
    const old = customer.last.run.waiting?.token ?? '';
    customer.reply('And on Sundays?');
    customer.bot({ say: ['We are closed.'], state: 'continues' });
    const { run } = customer.last;
    customer.feed({ type: 'timeout', at: noon, token: old });
    expect(customer.last).toEqual({ run, effects: [], ended: false, trace: [] });
    customer.timeOut();
    expect(customer.texts).toEqual(['timeout timeout']);
  });

  test('it hands over to a person with what it knows', () => {
    const customer = chat();
    customer.bot({ say: ['One moment.'], state: 'handoff', data: { topic: 'tax' } });
    expect(customer.texts).toEqual(['One moment.', 'live-agent-handoff live-agent-handoff']);
    expect(customer.output('it')).toEqual({
      VirtualAgentProvider: 'faq',
      VirtualAgentStatus: 'live-agent-handoff',
      VirtualAgentProviderData: {
        ConversationId: 'FN1.3',
        EndUserId: '+15550100',
        AgentHandoffParameters: { topic: 'tax' },
      },
    });
  });

  test.each([
    ['a bot that is down', { failure: 'no answer within 10 seconds' }],
    ['a bot that says nothing', { say: [''], state: 'continues' }],
  ] as const)('%s never leaves the customer in silence', (_, result) => {
    const customer = chat();
    customer.bot('say' in result ? { ...result, say: [...result.say] } : result);
    expect(customer.texts).toEqual(['failed failed']);
    expect(customer.last.trace[0]?.reason).toMatch(/^no answer|^The bot had nothing/);
  });

  test('a message of the bot that cannot be delivered', () => {
    const customer = chat();
    customer.bot({ say: ['At nine.'], state: 'continues' });
    customer.feed({ type: 'undelivered', at: noon, key: 'FN1.3.1', reason: 'blocked' });
    expect(customer.texts).toEqual(['failed failed']);
  });

  test('a bot that nobody names fails at once; an add-on may name it', () => {
    expect(chat({ connector_name: '' }).texts).toEqual(['failed failed']);
    const details = { connector_name: null, connector_details: { addon_sid: 'XB1', name: 'rasa' } };
    expect(chat(details).last.effects[0]).toMatchObject({ bot: 'rasa' });
  });

  test('a session that the flow names is resumed', () => {
    const resumed = { session_behavior: 'resume_session', resume_session_identification_value: 'S-{{flow.sid}}' };
    expect(chat(resumed).last.effects[0]).toMatchObject({ session: 'S-FN1' });
  });

  test('the first message counts where nothing was asked before', () => {
    const direct = flow();
    const [trigger, ...states] = direct.definition.states;
    const transitions = [{ event: 'incomingMessage', next: 'it' }];
    const definition = { ...direct.definition, states: [...(trigger ? [{ ...trigger, transitions }] : []), ...states] };
    expect(play({ ...direct, definition }).last.effects[0]).toMatchObject({ type: 'bot', text: 'hello' });
  });
});

describe('on the phone', () => {
  const call = (properties: Record<string, unknown> = {}) => {
    const it = { connector_name: 'Dialogflow', ...properties };
    const says = events.map((event) => widget(event, 'say-play', { say: `${event}!` }));
    const exits = Object.fromEntries(events.map((event) => [event, event]));
    return play(publish(define(widget('it', 'connect-virtual-agent-v2', it, exits), ...says)), ringing);
  };

  test('the call is connected to it', () => {
    const caller = call({
      configurations: [{ key: 'voice', value: 'x' }],
      parameters: [{ key: 'a', value: 'b' }],
      status_callback: 'https://a.example/s',
    });
    expect(caller.twiml).toBe(
      '<Connect action="flow:agent"><VirtualAgent connectorName="Dialogflow" statusCallback="https://a.example/s" ' +
        'statusCallbackMethod="POST"><Config name="voice" value="x"/><Parameter name="a" value="b"/></VirtualAgent></Connect>',
    );
  });

  test.each(['completed', 'live-agent-handoff', 'failed', 'paused'])('and goes on by %s', (VirtualAgentStatus) => {
    const caller = call();
    const data = JSON.stringify({ ConversationId: 'c1', AgentHandoffParameters: { topic: 'tax' } });
    caller.back('agent', { VirtualAgentStatus, VirtualAgentProviderData: data, CallStatus: 'in-progress' });
    expect(caller.twiml).toContain(`${VirtualAgentStatus}!`);
    expect(caller.output('it')).toMatchObject({
      VirtualAgentProviderData: { AgentHandoffParameters: { topic: 'tax' } },
    });
  });

  test('a caller who hangs up, however that is told', () => {
    const told = call();
    told.back('agent', { CallStatus: 'completed' });
    expect(told.path).toEqual(['it hangup hangup']);
    expect(told.ended).toEqual({ reason: 'hung up' });
    const gone = call();
    gone.hangUp();
    expect(gone.path).toEqual(['it hangup hangup']);
  });
});
