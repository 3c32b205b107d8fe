import { render } from 'preact';
import * as z from 'zod';
import { App } from './app.tsx';
import { ConsoleContext } from './state/context.ts';
import { createConsole } from './state/create.ts';
import type { Session } from './state/types.ts';

// The page's content security policy forbids the code that zod would otherwise generate.
z.config({ jitless: true });

/** Shows the console of whoever has signed in, in the whole page. */
export function startConsole(session: Session): void {
  const console = createConsole({ session });
  render(
    <ConsoleContext.Provider value={console}>
      <App />
    </ConsoleContext.Provider>,
    document.body,
  );
}
