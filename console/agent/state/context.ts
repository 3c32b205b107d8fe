import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Console } from './types.ts';

export const ConsoleContext = createContext<Console | undefined>(undefined);

/** The one console of this page. Throws outside of it. */
export function useConsole(): Console {
  const console = useContext(ConsoleContext);
  if (console) return console;
  throw new Error('a view of the console is used outside of <ConsoleContext.Provider>');
}
