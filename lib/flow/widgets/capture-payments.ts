import * as z from 'zod';
import { pairs, text, whole } from '../properties.ts';
import { element, named } from '../twiml.ts';
import { defineVoiceWidget } from '../voice-widget.ts';

const transitions = [
  'success',
  'maxFailedAttempts',
  'providerError',
  'payInterrupted',
  'hangup',
  'validationError',
] as const;

/** Takes a payment by the keys of the phone. https://www.twilio.com/docs/voice/twiml/pay */
export const capturePayments = defineVoiceWidget({
  type: 'capture-payments',
  summary: 'Takes a payment: the caller types the card or the account, and Twilio hands it to the provider.',
  properties: z.object({
    payment_connector: text(),
    payment_token_type: text('reusable'),
    payment_amount: text(),
    currency: text('USD'),
    description: text(),
    payment_method: text('CREDIT_CARD'),
    bank_account_type: text(),
    valid_card_types: z.array(z.string('must be a text')).nullish(),
    security_code: text('true'),
    postal_code: text('true'),
    min_postal_code_length: text(),
    timeout: whole(5, 1, 600),
    max_attempts: whole(2, 1, 100),
    language: text(),
    parameters: pairs,
  }),
  transitions,
  outputs: [
    'Result',
    'PaymentToken',
    'PaymentConfirmationCode',
    'ProfileId',
    'PaymentCardNumber',
    'PaymentCardType',
    'PaymentCardPostalCode',
    'ExpirationDate',
    'SecurityCode',
  ],
  enter: (properties) => ({
    wait: 'voice',
    say: [
      element(
        'Pay',
        {
          action: 'flow:paid',
          paymentConnector: properties.payment_connector,
          tokenType: properties.payment_token_type,
          chargeAmount: properties.payment_amount,
          currency: properties.currency.toLowerCase(),
          description: properties.description,
          paymentMethod: asTwiml(properties.payment_method),
          bankAccountType: asTwiml(properties.bank_account_type),
          validCardTypes: properties.valid_card_types?.map(cardType).join(' '),
          securityCode: properties.security_code,
          postalCode: properties.postal_code,
          minPostalCodeLength: properties.min_postal_code_length,
          timeout: properties.timeout,
          maxAttempts: properties.max_attempts,
          language: properties.language,
        },
        named('Parameter', properties.parameters),
      ),
    ],
  }),
  back(_, parameters) {
    const result = String(parameters.Result ?? '');
    const leave = results.get(result) ?? 'providerError';
    if (leave === 'success' || leave === 'hangup') return { output: parameters, leave };
    return { output: parameters, leave, reason: `Twilio says of the payment: "${result}".` };
  },
});

/** Studio writes CREDIT_CARD, TwiML credit-card. */
const asTwiml = (name: string): string => name.toLowerCase().replaceAll('_', '-');

/** Studio writes both of these. */
const cardType = (type: string): string => (type === 'master-card' ? 'mastercard' : type);

/** https://www.twilio.com/docs/voice/twiml/pay#action */
const results = new Map<string, (typeof transitions)[number]>([
  ['success', 'success'],
  ['too-many-failed-attempts', 'maxFailedAttempts'],
  ['payment-connector-error', 'providerError'],
  ['caller-interrupted-with-star', 'payInterrupted'],
  ['caller-hung-up', 'hangup'],
  ['validation-error', 'validationError'],
]);
