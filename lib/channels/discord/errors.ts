import type { KnownError } from '../shared/answer.ts';

/**
 * What can be done about Discord's refusals, and which of them pass by themselves; all are told in Discord's own words.
 * https://docs.discord.com/developers/topics/opcodes-and-status-codes#json-json-error-codes
 */
export const discordErrors: Record<number, Omit<KnownError, 'meaning'>> = {
  10003: { remedy: 'Answer once the customer writes again: the channel is gone.' },
  10008: { remedy: 'Write a message instead: the one to react to is gone.' },
  10013: { remedy: 'Write on another channel: the account was deleted.' },
  10014: { remedy: 'React with an emoji of Unicode: the bot has none of its own.' },
  20028: { passing: true },
  40001: { remedy: 'Reset the bot token in the Developer Portal, and connect the account again with the new one.' },
  40003: { passing: true },
  40005: { remedy: 'Send a smaller file, or its address.' },
  40062: { passing: true },
  40333: { remedy: 'Try again later, or ask Discord: it blocks the address that we call from.' },
  50001: { remedy: 'Invite the bot again, with the link that `seaway channel connect` prints.' },
  50007: {
    remedy: 'Ask the customer to allow direct messages from a server that the bot is in, or to write /support again.',
  },
  50013: { remedy: 'Invite the bot again, with the link that `seaway channel connect` prints.' },
  50278: { remedy: 'Ask the customer to join a server that the bot is in, or to write /support again.' },
  130000: { passing: true },
};

/** Codes by which Discord says that an interaction is over: its token, its webhook or its number of follow-ups. */
export const interactionOver: readonly number[] = [10015, 10062, 40094, 50027];
