import { expect, test } from 'vitest';
import { checkFlow } from '../../../lib/flow/check.ts';
import { define, play, publish, say, widget } from '../build.ts';

const known = { flows: [], workflows: [], taskChannels: [] };
const types = [
  'add-member-to-chat-channel',
  'create-chat-channel',
  'create-task',
  'send-to-auto-pilot',
  'understand',
  'update-sync-object',
];

test.each(types)('%s loads, and leaves by its failure event with the reason', (type) => {
  for (const event of ['failed', 'failure', 'fail']) {
    const flow = define(widget('it', type, {}, { done: '', [event]: 'sorry' }), say('sorry', 'Sorry.'));
    expect(checkFlow(flow, known)).toEqual([]);
    const customer = play(publish(flow));
    expect(customer.texts).toEqual(['Sorry.']);
    expect(customer.last.trace[1]?.reason).toMatch(/Twilio (has closed|does not document).* does not run here$/);
  }
});

test('without a failure event the execution ends with the reason', () => {
  const flow = define(widget('it', 'understand', {}, { done: '' }));
  expect(play(publish(flow)).ended).toMatchObject({ fault: expect.stringContaining('"understand" does not run here') });
});

test('run-function-v2 runs as run-function', () => {
  const flow = define(
    widget('it', 'run-function-v2', { url: 'https://a.example' }, { success: 'ok' }),
    say('ok', '{{widgets.it.parsed.a}}'),
  );
  const customer = play(publish(flow));
  customer.answered({ a: 1 });
  expect(customer.texts).toEqual(['1']);
});
