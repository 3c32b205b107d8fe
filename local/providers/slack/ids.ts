export const team = 'T0LOCALTEAM';
export const app = 'A0LOCALAPP1';
export const bot = { user: 'U0LOCALBOT1', bot: 'B0LOCALBOT1' };

// They only ever grow, also when the stand-in is started anew: Seaway knows a message by its channel and time.
let now = Date.now() * 1000;

/** The time of the next message: seconds with six decimals. */
export const nextTime = (): string => {
  now++;
  return `${Math.floor(now / 1_000_000)}.${String(now % 1_000_000).padStart(6, '0')}`;
};

export const nextId = (kind: 'Ev' | 'F'): string => `${kind}${(++now).toString(36).toUpperCase()}`;

/** The person behind a sender: everybody has one direct conversation with the app. */
export const userOf = (channel: string): string => `U${channel.slice(1)}`;
