/** When the day began (UTC) of a time in epoch milliseconds. */
export const today = (at: number): number => at - (at % 86_400_000);
