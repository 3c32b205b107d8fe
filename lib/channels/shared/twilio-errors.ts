import type { KnownError } from './answer.ts';

/**
 * What Twilio's error codes mean for a message, which of them pass by themselves, and what can be done about the
 * others; unknown ones are told in Twilio's words. https://www.twilio.com/docs/api/errors
 */
export const twilioErrors: Record<string, KnownError> = {
  14107: { meaning: 'the number sends faster than it may', passing: true },
  20003: { meaning: 'the login is not valid', remedy: 'Check the account SID, the auth token or the API key.' },
  20429: { meaning: 'too many requests at once', passing: true },
  20503: { meaning: 'Twilio is unavailable', passing: true },
  21211: { meaning: 'the recipient is not a valid number' },
  21214: { meaning: 'the recipient cannot be reached' },
  21408: {
    meaning: 'the account may not send to this country',
    remedy: 'Allow the country in the console under Messaging > Settings > Geo permissions.',
  },
  21602: { meaning: 'the message has no text' },
  21606: {
    meaning: 'the sending number is not ours or cannot send messages',
    remedy: 'Check the setting `from` of the account.',
  },
  21610: { meaning: 'the customer opted out with STOP; only their START lets us write again' },
  21611: { meaning: "the sending number's queue is full", passing: true },
  21612: { meaning: 'there is no route from this sender to this recipient' },
  21614: { meaning: 'the recipient is not a mobile number' },
  21617: { meaning: 'the text is longer than 1600 characters' },
  21620: { meaning: 'the media address is not valid' },
  21623: { meaning: 'the message has more than ten media' },
  30001: { meaning: "the sender's queue overflowed", passing: true },
  30003: { meaning: 'the handset is switched off or out of reach', passing: true },
  30004: { meaning: 'the customer or the carrier blocks our messages' },
  30005: { meaning: 'the number is unknown or out of service' },
  30006: { meaning: 'the number is a landline or its carrier cannot be reached' },
  30007: { meaning: 'a carrier filtered the message as spam', remedy: 'Write it in other words, without short links.' },
  30008: { meaning: 'the carrier gave no reason', passing: true },
  30022: { meaning: 'the campaign sends faster than its carrier allows', passing: true },
  30023: { meaning: "the brand's messages for today are used up", remedy: 'Write again tomorrow.' },
  30032: { meaning: 'the toll-free number is not verified', remedy: 'Have it verified in the console.' },
  30034: { meaning: 'the number belongs to no registered campaign', remedy: 'Add it to an A2P 10DLC campaign.' },
  30410: { meaning: "the carrier's gateway timed out", passing: true },
  63001: { meaning: 'the channel does not accept our login', remedy: 'Look at the WhatsApp sender in the console.' },
  63003: { meaning: 'the recipient is not on WhatsApp', remedy: 'Write on another channel.' },
  63005: { meaning: 'WhatsApp does not take this content', remedy: 'Send it as text.' },
  63007: {
    meaning: 'the sending number is no WhatsApp sender of this account',
    remedy: 'Check the setting `from` of the account.',
  },
  63009: { meaning: 'WhatsApp had an internal error', passing: true },
  63010: { meaning: 'Twilio had an internal error', passing: true },
  63012: { meaning: 'WhatsApp is unavailable', passing: true },
  63013: { meaning: "the message is against WhatsApp's policy", remedy: 'Write it in other words.' },
  63014: { meaning: 'the customer does not want our messages', remedy: 'Wait until they write.' },
  63015: {
    meaning: 'the customer has not joined the sandbox',
    remedy: 'Let them send the words `join ...` that the console shows for the sandbox.',
  },
  63016: { meaning: 'the 24 hours since the customer last wrote are over', remedy: 'Send a template.' },
  63017: { meaning: 'the account sends faster than it may', passing: true },
  63018: { meaning: 'the number sends faster than WhatsApp allows', passing: true },
  63019: {
    meaning: 'the media could not be fetched',
    remedy: 'Check that its address is public and its type one that WhatsApp takes.',
  },
  63021: {
    meaning: 'the content is not valid on WhatsApp',
    remedy: "Check the media's type and the template's length.",
  },
  63024: { meaning: 'the recipient is not a valid WhatsApp address', remedy: 'Write on another channel.' },
  63027: { meaning: 'the template does not exist in this language', remedy: 'Check the template in the console.' },
  63028: {
    meaning: "the template's variables are not as many as were approved",
    remedy: 'Give every variable of the template a value.',
  },
  63032: { meaning: 'WhatsApp does not let us write to this customer', remedy: 'Write on another channel.' },
  63033: { meaning: 'the customer blocked us', remedy: 'Write on another channel.' },
  63036: { meaning: 'the recipient cannot be reached by RCS', remedy: 'Write by SMS.' },
  63038: { meaning: "the account's messages for today are used up", remedy: 'Write again tomorrow.' },
  63041: { meaning: 'the template is paused for its quality', remedy: 'Send another template.' },
  63049: {
    meaning: 'WhatsApp holds back marketing to this customer',
    remedy: 'Wait until they write, or send a template of another category later.',
  },
};

/** Reason and remedy of the code of a failed message, `words` being Twilio's own; nothing where there is no code. */
export function twilioFault(code: string | null, words: string): { reason?: string; remedy?: string } {
  if (!code) return {};
  const { meaning, remedy } = twilioErrors[code] ?? {};
  return { reason: `${code}: ${meaning ?? words}`, ...(remedy && { remedy }) };
}
