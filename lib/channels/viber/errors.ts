import type { KnownError } from '../shared/answer.ts';

/**
 * What the status of Viber's answer means for a message, which of them passes by itself, and what helps. An error that is
 * not listed is "general" and may pass. https://developers.viber.com/docs/api/rest-bot-api/#errorCodes
 */
export const viberErrors: Record<number, KnownError> = {
  1: { meaning: 'the webhook address is not valid' },
  2: { meaning: 'the authentication token is not valid', remedy: "Copy the token from the bot's settings in Viber." },
  3: { meaning: 'the request is malformed' },
  4: { meaning: 'the request lacks something' },
  5: { meaning: 'the customer is not on Viber', remedy: 'Write on another channel.' },
  6: { meaning: 'the customer is not subscribed to the bot', remedy: 'Wait until they write to the bot.' },
  7: { meaning: 'the bot is blocked', remedy: 'Ask Viber why.' },
  8: { meaning: 'the token belongs to no bot', remedy: "Copy the token from the bot's settings in Viber." },
  9: { meaning: 'the bot is suspended', remedy: 'Ask Viber why.' },
  10: { meaning: 'the bot has no webhook', remedy: 'Connect the account again.' },
  11: { meaning: "the customer's Viber cannot show bots", remedy: 'Write on another channel.' },
  12: { meaning: 'too many requests at once', passing: true },
  13: { meaning: "the customer's Viber is too old for the message" },
  14: { meaning: 'the message needs a newer min_api_version' },
  15: { meaning: 'the bot is not authorised' },
  16: { meaning: 'inline messages are not allowed' },
  17: { meaning: 'the bot is not inline' },
  18: { meaning: 'the bot has no public chat' },
  19: { meaning: 'broadcasts cannot be sent' },
  20: { meaning: 'the bot may not broadcast' },
  21: { meaning: "the bot may not write to the customer's country" },
  22: { meaning: 'the bot may not ask for payments' },
  23: { meaning: "the month's free messages are used up", remedy: 'Top up the account with Viber.' },
  24: { meaning: 'there is no balance left for a paid message', remedy: 'Top up the account with Viber.' },
};
