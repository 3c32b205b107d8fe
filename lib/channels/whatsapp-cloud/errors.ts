import type { GraphErrors } from '../shared/meta-graph.ts';

const template = 'Send a template.';
const elsewhere = 'Write on another channel.';
const ours = 'Compare it with the template in WhatsApp Manager.';

/**
 * What WhatsApp's error codes mean for a message, in answers and in statuses; others are told in Meta's words.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes
 */
export const whatsappErrors: GraphErrors = {
  33: { meaning: 'the number that sends has been deleted', remedy: 'Look for its id in WhatsApp Manager.' },
  80007: { meaning: 'the WhatsApp Business account makes too many calls', passing: true },
  130429: { meaning: 'the number sends faster than it may', passing: true },
  130472: { meaning: 'the customer is part of an experiment of Meta without marketing messages', remedy: elsewhere },
  130497: { meaning: 'the account may not write to this country', remedy: elsewhere },
  131000: { meaning: 'WhatsApp has an unknown fault', passing: true },
  131005: { meaning: 'a permission is missing', remedy: 'Make a new access token with whatsapp_business_messaging.' },
  131016: { meaning: 'a service of WhatsApp is unavailable', passing: true },
  131021: { meaning: 'sender and recipient are the same number' },
  131026: {
    meaning: 'the customer cannot be reached: not on WhatsApp, blocking us, or with an old app',
    remedy: elsewhere,
  },
  131030: { meaning: 'a test number writes to listed numbers alone', remedy: "Add theirs to the app's recipients." },
  131031: { meaning: 'Meta has locked the account', remedy: 'Look into Account Quality.' },
  131037: { meaning: 'the display name is not approved', remedy: 'Have it approved in WhatsApp Manager.' },
  131042: { meaning: 'there is no valid way of payment', remedy: 'Add one in WhatsApp Manager.' },
  131045: { meaning: 'the number is not registered', remedy: 'Register it in WhatsApp Manager.' },
  131047: { meaning: "more than 24 hours have passed since the customer's last message", remedy: template },
  131048: { meaning: 'too many messages of this number were blocked or reported', passing: true },
  131049: { meaning: 'Meta spares the customer further marketing for now', remedy: 'Wait a day before the next one.' },
  131050: { meaning: 'the customer wants no marketing from us', remedy: 'Write about what they asked for alone.' },
  131051: { meaning: 'WhatsApp does not know this type of message', remedy: 'Send a text.' },
  131052: { meaning: 'the file cannot be downloaded', remedy: 'Ask the customer to send it again.' },
  131053: {
    meaning: 'WhatsApp cannot take the file',
    remedy: 'Send a smaller one, or another format, or a link to it.',
  },
  131056: { meaning: 'too many messages to this customer at once', passing: true, after: 6 },
  131057: { meaning: 'the account is being maintained', passing: true },
  131062: { meaning: 'this message wants the number of the customer', remedy: 'Ask the customer for it.' },
  132000: { meaning: 'the template has another number of variables', remedy: ours },
  132001: { meaning: 'there is no such approved template in this language', remedy: ours },
  132005: { meaning: 'the template is too long with these variables', remedy: 'Shorten them.' },
  132007: { meaning: 'the template breaks a policy of WhatsApp', remedy: ours },
  132012: { meaning: 'the variables are not as the template wants them', remedy: ours },
  132015: { meaning: 'the template is paused, as its quality is low', remedy: 'Send another one.' },
  132016: { meaning: 'the template is disabled, as its quality stayed low', remedy: 'Send another one.' },
  133010: { meaning: 'the number is not registered', remedy: 'Register it in WhatsApp Manager.' },
  133016: { meaning: 'the number was registered too often', passing: true },
};
