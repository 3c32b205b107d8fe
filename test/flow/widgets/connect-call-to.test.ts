import { expect, test } from 'vitest';
import { define, play, publish, ringing, say, widget } from '../build.ts';

const call = (properties: Record<string, unknown>) =>
  play(
    publish(
      define(
        widget('it', 'connect-call-to', properties, { callCompleted: 'after', hangup: 'gone' }),
        widget('after', 'say-play', { say: '{{widgets.it.DialCallStatus}}' }),
        say('gone', '{{widgets.it.DialCallDuration}} seconds'),
      ),
    ),
    ringing,
  );
const dial = (parties: string, more = '') =>
  `<Dial action="flow:dialed" callerId="+15550100"${more} timeout="30">${parties}</Dial>`;

test.each([
  [{ noun: 'number', to: '+15550123' }, dial('<Number>+15550123</Number>')],
  [{ noun: 'number-multi', to: '+15550123, +15550124,' }, dial('<Number>+15550123</Number><Number>+15550124</Number>')],
  [{ noun: 'client', to: 'ana' }, dial('<Client>ana</Client>')],
  [{ noun: 'sim', to: 'DE1' }, dial('<Sim>DE1</Sim>')],
  [
    { noun: 'sip', sip_endpoint: 'sip:a@b.example', sip_username: 'u', sip_password: 'p' },
    dial('<Sip username="u" password="p">sip:a@b.example</Sip>'),
  ],
  [{ noun: 'conference', to: 'room' }, dial('<Conference>room</Conference>')],
  [{ noun: 'conference', to: 'room', record: true }, dial('<Conference record="record-from-start">room</Conference>')],
  [{ noun: 'number', to: '+1', record: true }, dial('<Number>+1</Number>', ' record="record-from-answer"')],
])('%j', (properties, twiml) => expect(call(properties).twiml).toBe(twiml));

test('as it is told', () => {
  const properties = { noun: 'number', to: '+1', caller_id: '+15550111', timeout: 9_999, time_limit: '60' };
  expect(call(properties).twiml).toBe(
    '<Dial action="flow:dialed" callerId="+15550111" timeout="600" timeLimit="60"><Number>+1</Number></Dial>',
  );
});

test('rings ten numbers at once at most', () => {
  const to = Array.from({ length: 12 }, (_, index) => `+1555010${index}`).join(',');
  expect(call({ noun: 'number-multi', to }).twiml?.match(/<Number>/g)).toHaveLength(10);
});

test('goes on when the other side is done, and knows when the caller is', () => {
  const caller = call({ noun: 'number', to: '+1' });
  caller.back('dialed', { DialCallStatus: 'completed', CallStatus: 'in-progress' });
  expect(caller.twiml).toContain('completed');
  const gone = call({ noun: 'number', to: '+1' });
  gone.back('dialed', { DialCallStatus: 'completed', DialCallDuration: '7', CallStatus: 'completed' });
  expect(gone.texts).toEqual(['7 seconds']);
  expect(gone.twiml).toBeUndefined();
});

test('nobody to connect to is a call that failed', () => {
  const caller = call({ noun: 'number', to: '{{nothing}}' });
  expect(caller.twiml).toContain('failed');
});
