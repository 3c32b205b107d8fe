import { useRef } from 'preact/hooks';
import type { Shelved } from './shelf.tsx';

/** How many messages of ours came on each phone since it was last put away. */
export function useNews(all: Shelved[], open: string[]): Record<string, number> {
  const seen = useRef<Record<string, number>>({});
  return Object.fromEntries(
    all.map(({ name, phone }) => {
      const came = Object.values(phone?.screens ?? {})
        .flat()
        .filter(({ from }) => from === 'business').length;
      if (open.includes(name) || seen.current[name] === undefined) seen.current[name] = came;
      return [name, came - seen.current[name]];
    }),
  );
}
