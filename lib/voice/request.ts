/** A webhook of a call, verified and read. */
export type CallRequest = {
  account: string;
  /** What it comes back from; undefined where the call begins. Without a token it is about the step that is waiting. */
  back: { event: string; token: string | undefined } | undefined;
  /** Twilio's, and what the address held besides. */
  parameters: Record<string, string>;
  /** Our address for this account: `https://.../voice/{account}`. */
  base: string;
  /** The same when Twilio asks again. */
  idempotency: string | undefined;
};
