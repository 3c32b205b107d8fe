/**
 * Seconds that a signed request may be old, or early by the sender's clock, as Slack and Standard Webhooks propose. Discord
 * names no limit, and an interaction is of no use after 15 minutes.
 */
const tolerance = 300;

/** Whether a header's time, in epoch seconds, is five minutes from now at most: anything else may be a replay. */
export const isRecent = (seconds: string): boolean =>
  /^\d{1,12}$/.test(seconds) && Math.abs(Date.now() / 1000 - Number(seconds)) <= tolerance;
