/** The fields of an application/x-www-form-urlencoded body, from its exact bytes; what cannot be decoded stays as it is. */
export const parseForm = (body: Buffer): URLSearchParams => new URLSearchParams(body.toString('utf8'));
