/** What every client and function uses on a laptop: no real account is ever reached with these. */
export const localAccess = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
} as const;

/** The account number that the queue emulator gives to everything it makes. */
export const localAccount = '000000000000';
