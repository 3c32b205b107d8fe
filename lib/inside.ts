/**
 * Whether an address leads by its name to a machine itself or a network of its own: Lambda's runtime is one of those,
 * and nobody outside may have it called.
 */
export const isInside = (url: string): boolean => names.test(new URL(url).hostname);

// An address of numbers, however it is written, is four of them here: `new URL` makes it so.
const names =
  /^((.*\.)?localhost\.?|.*\.internal\.?|(0|10|127)(\.\d+){3}|(169\.254|192\.168|172\.(1[6-9]|2\d|3[01])|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))(\.\d+){2}|\[.*\])$/i;
