import { expect, test } from 'vitest';
import { define, play, publish, ringing, say, widget } from '../build.ts';

const events = ['success', 'maxFailedAttempts', 'providerError', 'payInterrupted', 'validationError'];
const call = (properties: Record<string, unknown> = {}) =>
  play(
    publish(
      define(
        widget('it', 'capture-payments', properties, Object.fromEntries([...events, 'hangup'].map((e) => [e, e]))),
        ...events.map((event) => widget(event, 'say-play', { say: `${event} {{widgets.it.Result}}` })),
        say('hangup', 'gone'),
      ),
    ),
    ringing,
  );

test('asks with what Studio fills in', () => {
  expect(call({ payment_connector: 'Bank', payment_amount: '9.50' }).twiml).toBe(
    '<Pay action="flow:paid" paymentConnector="Bank" tokenType="reusable" chargeAmount="9.50" currency="usd" ' +
      'paymentMethod="credit-card" securityCode="true" postalCode="true" timeout="5" maxAttempts="2"/>',
  );
});

test('asks as it is told', () => {
  const properties = {
    payment_method: 'ACH_DEBIT',
    bank_account_type: 'CONSUMER_CHECKING',
    payment_token_type: 'one-time',
    currency: 'EUR',
    description: 'Tickets',
    valid_card_types: ['visa', 'master-card'],
    security_code: false,
    postal_code: '94025',
    min_postal_code_length: 5,
    max_attempts: 3,
    language: 'de-DE',
    parameters: [{ key: 'order', value: '{{trigger.call.CallSid}}' }],
  };
  expect(call(properties).twiml).toBe(
    '<Pay action="flow:paid" tokenType="one-time" currency="eur" description="Tickets" paymentMethod="ach-debit" ' +
      'bankAccountType="consumer-checking" validCardTypes="visa mastercard" securityCode="false" postalCode="94025" ' +
      'minPostalCodeLength="5" timeout="5" maxAttempts="3" language="de-DE"><Parameter name="order" value="CA1"/></Pay>',
  );
});

test.each([
  ['success', 'success'],
  ['too-many-failed-attempts', 'maxFailedAttempts'],
  ['payment-connector-error', 'providerError'],
  ['caller-interrupted-with-star', 'payInterrupted'],
  ['validation-error', 'validationError'],
  ['something new', 'providerError'],
])('the result %s', (Result, event) => {
  const caller = call();
  caller.back('paid', { Result, CallStatus: 'in-progress' });
  expect(caller.twiml).toContain(`${event} ${Result}`);
});

test('the caller hangs up, however that is told', () => {
  const told = call();
  told.back('paid', { Result: 'caller-hung-up', CallStatus: 'completed' });
  expect(told.texts).toEqual(['gone']);
  const gone = call();
  gone.hangUp();
  expect(gone.texts).toEqual(['gone']);
});
