import type { Adapter, AdapterPayload } from 'oidc-provider';

type Entry = { model: string; id: string; payload: AdapterPayload; until: number };

/** What a provider remembers (who has signed in, what was granted), in memory: the adapter of each of its models. */
export function openMemory(now: () => number): (model: string) => Adapter {
  const entries = new Map<string, Entry>();
  const first = (wanted: (entry: Entry) => boolean): AdapterPayload | undefined =>
    [...entries.values()].find((entry) => wanted(entry) && entry.until > now())?.payload;
  const drop = (unwanted: (entry: Entry) => boolean): void => {
    for (const [key, entry] of entries) if (unwanted(entry)) entries.delete(key);
  };
  return (model) => {
    const known = (id: string) => first((entry) => entry.model === model && entry.id === id);
    return {
      /** `life` is seconds. */
      async upsert(id, payload, life = Number.POSITIVE_INFINITY) {
        drop(({ until }) => until <= now());
        entries.set(`${model} ${id}`, { model, id, payload, until: now() + life * 1_000 });
      },
      find: async (id) => known(id),
      findByUid: async (uid) => first((entry) => entry.model === model && entry.payload.uid === uid),
      findByUserCode: async (code) => first((entry) => entry.model === model && entry.payload.userCode === code),
      async consume(id) {
        const payload = known(id);
        if (payload) payload.consumed = Math.floor(now() / 1_000);
      },
      async destroy(id) {
        entries.delete(`${model} ${id}`);
      },
      async revokeByGrantId(grantId) {
        drop(({ payload }) => payload.grantId === grantId);
      },
    };
  };
}
