import type { serveApi } from './api.ts';
import type { openPhones } from './phones.ts';
import type { Provider } from './provider.ts';

/** What differs between stand-ins; `addresses` are the provider's origins, or the starts of addresses, that it answers. */
type Parts = Pick<Provider, 'channel' | 'secret' | 'can' | 'say'> & {
  addresses: readonly string[];
  phones: ReturnType<typeof openPhones>;
  api: Awaited<ReturnType<typeof serveApi>>;
  /** Ends what it has begun beside its API; nothing unless told. */
  end?: () => Promise<unknown>;
};

/** A provider made of its API and its customers' phones. */
export const standIn = ({ channel, secret, can, say, addresses, phones, api, end }: Parts): Provider => ({
  channel,
  origins: Object.fromEntries(addresses.map((address) => [address, api.origin])),
  secret,
  can,
  say,
  shown: phones.shown,
  watch: phones.watch,
  refusals: api.refusals,
  fail: api.fail,
  get requests() {
    return api.requests();
  },
  async close() {
    await end?.();
    await api.close();
  },
});
