import { describe, expect, test } from 'vitest';
import { define, play, publish, ringing, say, widget } from '../build.ts';

const asked = { trigger: 'incomingRequest', parameters: {}, data: { name: 'Ana' } } as const;
const events = ['answered', 'answeredByMachine', 'busy', 'noAnswer', 'failed', 'hangup'];
const flow = (type: string, properties: Record<string, unknown> = {}) =>
  publish(
    define(
      widget('it', type, properties, Object.fromEntries(events.map((event) => [event, event]))),
      widget('answered', 'say-play', { say: 'Hello {{flow.data.name}}.' }),
      widget('answeredByMachine', 'say-play', { say: 'Call us back.' }),
      ...events.slice(2).map((event) => say(event, `${event} {{widgets.it.CallStatus}}`)),
    ),
  );

describe.each(['make-outgoing-call-v1', 'make-outgoing-call-v2'])('%s', (type) => {
  test('calls, rings for a while, and speaks when the call is answered', () => {
    const customer = play(flow(type, { timeout: 20 }), asked);
    expect(customer.last.effects).toEqual([
      { type: 'dial', key: 'FN1.2', token: 'FN1.2', from: '+15550199', to: '+15550100', parameters: { Timeout: '20' } },
      { type: 'timer', key: 'FN1.2.timer', token: 'FN1.2', seconds: 80 },
    ]);
    customer.back('answered', { CallSid: 'CA1', CallStatus: 'in-progress', AnsweredBy: 'human' });
    expect(customer.twiml).toBe('<Say>Hello Ana.</Say><Redirect>flow:audioComplete</Redirect>');
    expect(customer.output('it')).toMatchObject({ CallSid: 'CA1', AnsweredBy: 'human' });
    customer.back('audioComplete');
    expect(customer.twiml).toBe('<Hangup/>');
  });

  test.each([
    ['busy', 'busy busy'],
    ['noAnswer', 'noAnswer no-answer'],
    ['failed', 'failed failed'],
    ['who-knows', 'failed canceled'],
  ])('that is not answered: %s', (event, text) => {
    const customer = play(flow(type), asked);
    customer.back(event, { CallStatus: text.split(' ')[1] ?? '' });
    expect(customer.texts).toEqual([text]);
    expect(customer.twiml).toBeUndefined();
  });

  test('that Twilio forgets counts as not answered', () => {
    const customer = play(flow(type), asked);
    customer.timeOut();
    expect(customer.texts).toEqual(['noAnswer ']);
  });

  test('cannot be made from a call', () => {
    const customer = play(flow(type), ringing);
    expect(customer.texts).toEqual(['failed ']);
  });
});

test('the first version tells a machine from a person', () => {
  const customer = play(flow('make-outgoing-call-v1', { record: true }), asked);
  expect(customer.last.effects[0]).toMatchObject({ parameters: { Record: 'true', Timeout: '60' } });
  customer.back('answered', { AnsweredBy: 'machine_start' });
  expect(customer.twiml).toContain('Call us back.');
});

test('the second version gives Twilio all that it is told', () => {
  const properties = {
    from: '+15550177',
    to: 'sip:a@b.example',
    record: 'true',
    recording_status_callback: 'https://a.example/r',
    detect_answering_machine: true,
    machine_detection: 'DetectMessageEnd',
    send_digits: 'ww1',
    sip_auth_username: 'u',
    sip_auth_password: 'p',
  };
  expect(play(flow('make-outgoing-call-v2', properties), asked).last.effects[0]).toMatchObject({
    from: '+15550177',
    to: 'sip:a@b.example',
    parameters: {
      Timeout: '60',
      Record: 'true',
      RecordingChannels: 'mono',
      RecordingStatusCallback: 'https://a.example/r',
      Trim: 'do-not-trim',
      MachineDetection: 'DetectMessageEnd',
      MachineDetectionTimeout: '30',
      MachineDetectionSpeechThreshold: '2400',
      MachineDetectionSpeechEndThreshold: '1200',
      MachineDetectionSilenceTimeout: '5000',
      SendDigits: 'ww1',
      SipAuthUsername: 'u',
      SipAuthPassword: 'p',
    },
  });
});
