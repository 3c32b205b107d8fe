import type { Happening, Kept, Seen } from '../../../console/widget/machine/chat.ts';
import type { Entry } from '../../../console/widget/machine/entry.ts';

export type Disk = ReturnType<typeof openDisk>;

/** What a browser keeps for all of its tabs, as console/widget/store.ts does; each tab is told of the others' changes later. */
export function openDisk() {
  const outbox = new Map<string, Entry>();
  const kept: { session: Kept | undefined; seen: Seen | undefined } = { session: undefined, seen: undefined };
  const tabs: { told: Happening[]; tell: (happening: Happening) => void }[] = [];

  return {
    outbox,
    kept,

    open(tell: (happening: Happening) => void) {
      const own: (typeof tabs)[number] = { told: [], tell };
      tabs.push(own);
      const tellOthers = (happening: Happening) => {
        for (const tab of tabs) if (tab !== own) tab.told.push(happening);
      };
      return {
        /** A page that is loaded finds what is there, and hears no more of how it came there. */
        load() {
          own.told = [];
          return { ...kept, outbox: [...outbox.values()] };
        },
        keep({ elsewhere: _, gone: __, ...entry }: Entry): void {
          outbox.set(entry.id, entry);
          tellOthers({ type: 'kept-elsewhere', entry });
        },
        drop(id: string): void {
          if (outbox.delete(id)) tellOthers({ type: 'dropped-elsewhere', id });
        },
        keepSession(session: Kept | undefined): void {
          kept.session = session;
          tellOthers({ type: 'session-elsewhere', session });
        },
        keepSeen(seen: Seen | undefined): void {
          kept.seen = seen;
          if (seen) tellOthers({ type: 'seen-elsewhere', seen });
        },
      };
    },

    /** The next tab that has something to hear of another hears it; gives whether there was any. */
    tell(): boolean {
      const tab = tabs.find(({ told }) => told.length > 0);
      const happening = tab?.told.shift();
      if (happening) tab?.tell(happening);
      return happening !== undefined;
    },
  };
}
