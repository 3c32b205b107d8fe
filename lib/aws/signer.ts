import type { createHttp } from '../http.ts';
import { type Credentials, signedHeaders } from './sign.ts';

/** Signs the calls of AWS that a client of `createHttp` makes, with the credentials of the moment. */
export const signerWith =
  (credentials: () => Credentials): NonNullable<Parameters<typeof createHttp>[1]> =>
  ({ method, url, body = '' }, { service, region }) => {
    const scope = { region, service, now: Date.now() };
    const { host: _, ...headers } = signedHeaders({ method, url, body }, credentials(), scope);
    return headers;
  };
