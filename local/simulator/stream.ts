import type { ServerResponse } from 'node:http';
import type { Told } from './protocol.ts';

/**
 * The server-sent events of all pages that are open; `first` and `last` are called when somebody begins to watch and when
 * nobody does any more. https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function openStream({ first, last }: { first: () => void; last: () => unknown }) {
  const pages = new Set<ServerResponse>();
  const tell = (told: Told): void => {
    const data = eventOf(told);
    for (const page of pages) page.write(data);
  };
  return {
    tell,
    /** Opens the stream of a page with all there is; whoever comes back after a break gets all of it anew. */
    join(page: ServerResponse, all: Told): void {
      page.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      page.write(`retry: 1000\n${eventOf(all)}`);
      pages.add(page);
      if (pages.size === 1) first();
      page.once('close', () => {
        pages.delete(page);
        if (pages.size === 0) last();
      });
    },
  };
}

const eventOf = (told: Told): string => `data: ${JSON.stringify(told)}\n\n`;
