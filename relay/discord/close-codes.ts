/** Also what it comes to where the token is refused before there is a connection. */
export const unknownToken =
  'Discord does not know the bot token: store the new one in the account secret and start the relay again';

/**
 * Why Discord closes a connection for good, and what to do about it.
 * https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes
 */
const fatal = new Map([
  [4004, unknownToken],
  [4010, 'Discord refuses the shard, of which this relay has none: it needs a correction'],
  [4011, 'the bot is in so many servers that Discord wants several connections, which this relay does not have'],
  [4012, 'Discord has given up version 10 of the Gateway: the relay needs a newer one'],
  [4013, 'Discord does not know the intents that the relay asks for: it needs a correction'],
  [
    4014,
    'Discord does not allow the bot the intents that the relay asks for: see the Bot page of the Developer Portal',
  ],
]);

/** Not authenticated, a wrong number, a session that timed out: the session is of no use any more. */
const sessionGone = new Set([4003, 4007, 4009]);

/** What a close code means for the session; a connection may also end without one. */
export const meaningOf = (code: number): { fatal?: string; gone: boolean } => {
  const sentence = fatal.get(code);
  return { ...(sentence && { fatal: sentence }), gone: sessionGone.has(code) };
};
