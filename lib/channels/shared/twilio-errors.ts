/**
 * What Twilio's error codes mean for a message, and which of them pass by themselves; others are told in Twilio's words.
 * https://www.twilio.com/docs/api/errors
 */
export const twilioErrors: Record<string, { meaning: string; passing?: true }> = {
  14107: { meaning: 'the number sends faster than it may', passing: true },
  20429: { meaning: 'too many requests at once', passing: true },
  20503: { meaning: 'Twilio is unavailable', passing: true },
  21211: { meaning: 'the recipient is not a valid number' },
  21214: { meaning: 'the recipient cannot be reached' },
  21408: { meaning: 'the account may not send to this country' },
  21602: { meaning: 'the message has no text' },
  21606: { meaning: 'the sending number is not ours or cannot send messages' },
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
  30007: { meaning: 'a carrier filtered the message as spam' },
  30008: { meaning: 'the carrier gave no reason', passing: true },
  30022: { meaning: 'the campaign sends faster than its carrier allows', passing: true },
  30023: { meaning: "the brand's messages for today are used up" },
  30032: { meaning: 'the toll-free number is not verified' },
  30034: { meaning: 'the number belongs to no registered campaign' },
  30410: { meaning: "the carrier's gateway timed out", passing: true },
};
