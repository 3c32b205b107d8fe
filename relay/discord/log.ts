/** Writes one line of facts; never what anybody wrote, and no secret. */
export type Log = (sentence: string, facts?: Record<string, unknown>) => void;

/** Lines of JSON on the standard output, as CloudWatch reads them. */
export const jsonLines: Log = (message, facts = {}) => {
  process.stdout.write(`${JSON.stringify({ timestamp: new Date().toISOString(), message, ...facts })}\n`);
};
