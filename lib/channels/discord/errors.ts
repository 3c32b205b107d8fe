/**
 * What can be done about Discord's refusals, and which of them pass by themselves; all are told in Discord's own words.
 * https://docs.discord.com/developers/topics/opcodes-and-status-codes#json-json-error-codes
 */
export const discordErrors: Record<number, { passing?: true; remedy?: string }> = {
  10003: { remedy: 'The channel is gone: answer once the customer writes again.' },
  10008: { remedy: 'The message is gone: nothing can be put to it.' },
  10013: { remedy: 'There is no such person: the account was deleted.' },
  10014: { remedy: 'React with an emoji of Unicode: the bot has none of its own.' },
  20028: { passing: true },
  40001: { remedy: 'The bot token is wrong or was reset: store the new one in the account secret.' },
  40003: { passing: true },
  40005: { remedy: 'Send a smaller file, or its address.' },
  40062: { passing: true },
  40333: { remedy: 'Discord blocks the address that we call from: try again later, or ask Discord.' },
  50001: { remedy: 'Invite the bot again, with the link that `seaway channel connect` prints.' },
  50007: {
    remedy: 'The customer must allow direct messages from a server that the bot is in, or write /support again.',
  },
  50013: { remedy: 'Invite the bot again, with the link that `seaway channel connect` prints.' },
  50278: { remedy: 'The customer must be in a server that the bot is in, or write /support again.' },
  130000: { passing: true },
};

/** Codes by which Discord says that an interaction is over: its token, its webhook or its number of follow-ups. */
export const interactionOver: readonly number[] = [10015, 10062, 40094, 50027];
