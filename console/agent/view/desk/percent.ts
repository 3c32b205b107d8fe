/** A part of the whole, 0 to 1, as a whole number of per cent; never 100 % while anything is missing. */
export const percent = (part: number): string => `${part < 1 ? Math.min(99, Math.round(part * 100)) : 100} %`;
