/** The token of an Authorization header, which has exactly this form; undefined where there is none. */
export const bearerOf = (authorization: string | undefined): string | undefined =>
  /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(authorization ?? '')?.[1];
