import { flow } from './harness.ts';

const say = { from: '{{flow.channel.address}}' };

/** Greets by name, asks for one, keeps it, and asks what to do. */
export const greeting = flow(
  {
    name: 'known',
    type: 'split-based-on',
    properties: { input: '{{flow.variables.customer_name}}' },
    transitions: [
      { event: 'noMatch', next: 'hello' },
      {
        event: 'match',
        next: 'ask',
        conditions: [
          {
            friendly_name: 'blank',
            arguments: ['{{flow.variables.customer_name}}'],
            type: 'is_blank',
            value: 'Is Blank',
          },
        ],
      },
    ],
  },
  {
    name: 'hello',
    type: 'send-message',
    properties: { ...say, body: 'Hello {{flow.variables.customer_name}}' },
    transitions: [{ event: 'sent' }],
  },
  {
    name: 'ask',
    type: 'send-and-wait-for-reply',
    properties: { ...say, body: 'What is your name?', timeout: '600' },
    transitions: [
      { event: 'incomingMessage', next: 'keep' },
      { event: 'timeout', next: 'late' },
      { event: 'deliveryFailure' },
    ],
  },
  {
    name: 'keep',
    type: 'set-variables',
    properties: { variables: [{ key: 'customer_name', value: '{{widgets.ask.inbound.Body}}' }] },
    transitions: [{ event: 'next', next: 'hello' }],
  },
  {
    name: 'late',
    type: 'send-message',
    properties: { ...say, body: 'Another time.' },
    transitions: [{ event: 'sent' }],
  },
);

/** Hands the customer over at once. */
export const handOff = flow(
  {
    name: 'one_moment',
    type: 'send-message',
    properties: { ...say, body: 'One moment.' },
    transitions: [{ event: 'sent', next: 'flex' }],
  },
  {
    name: 'flex',
    type: 'send-to-flex',
    properties: { workflow: 'WW1', channel: 'TC1', attributes: '{"topic": "help"}' },
    transitions: [{ event: 'callComplete' }, { event: 'failedToEnqueue', next: 'sorry' }],
  },
  {
    name: 'sorry',
    type: 'send-message',
    properties: { ...say, body: 'That failed.' },
    transitions: [{ event: 'sent' }],
  },
);

/** Asks a bot and says what it answers, or that it did not. */
export const bot = flow(
  {
    name: 'ask_bot',
    type: 'run-function',
    properties: { url: 'https://bot.example/ask', parameters: [{ key: 'text', value: '{{trigger.message.Body}}' }] },
    transitions: [
      { event: 'success', next: 'answer' },
      { event: 'fail', next: 'sorry' },
    ],
  },
  {
    name: 'answer',
    type: 'send-message',
    properties: { ...say, body: '{{widgets.ask_bot.parsed.answer}}' },
    transitions: [{ event: 'sent' }],
  },
  { name: 'sorry', type: 'send-message', properties: { ...say, body: 'No bot.' }, transitions: [{ event: 'sent' }] },
);

/** Never ends by itself. */
export const loop = flow(
  { name: 'a', type: 'send-message', properties: { ...say, body: 'a' }, transitions: [{ event: 'sent', next: 'b' }] },
  { name: 'b', type: 'send-message', properties: { ...say, body: 'b' }, transitions: [{ event: 'sent', next: 'a' }] },
);

/** Shows two buttons and says which one was pressed. */
export const buttons = flow(
  {
    name: 'ask',
    type: 'send-and-wait-for-reply',
    properties: {
      ...say,
      body: 'Which language?',
      attributes: '{"options": [{"id": "en", "text": "English"}, {"id": "zh", "text": "中文"}]}',
    },
    transitions: [{ event: 'incomingMessage', next: 'said' }, { event: 'timeout' }, { event: 'deliveryFailure' }],
  },
  {
    name: 'said',
    type: 'send-message',
    properties: { ...say, body: '{{widgets.ask.inbound.Body}} is {{widgets.ask.inbound.ButtonPayload}}' },
    transitions: [{ event: 'sent' }],
  },
);
