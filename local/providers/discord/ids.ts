let last = 0n;

/** An id as Discord makes them, from the hour, so that they only ever grow, also when the stand-in is started anew. */
export function snowflake(): string {
  const now = (BigInt(Date.now()) - 1_420_070_400_000n) << 22n;
  last = now > last ? now : last + 1n;
  return String(last);
}

/** Whether this is an id of a person as we give them here, with room for the digit of their channel. */
export const isUser = (id: string): boolean => /^[1-9]\d{16,18}$/.test(id);

/** The channel of the direct messages with a person, the same at every start: Seaway remembers it. */
export const channelOf = (user: string): string => `${user}1`;

/** The person whose direct messages a channel has. */
export function userOf(channel: string): string | undefined {
  const user = channel.slice(0, -1);
  return channel.endsWith('1') && isUser(user) ? user : undefined;
}

/** The one channel in which people use commands in a server; it is nobody's. */
export const serverChannel = '645027906669510667';
