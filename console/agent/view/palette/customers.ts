import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Found } from '../../../../lib/console/protocol/desk.ts';
import { sentenceOf } from '../../ask.ts';
import { useConsole } from '../../state/context.ts';

export type Customers = { value: Found['customers']; isSearching: boolean; failed?: string };

/**
 * The customers whom the server finds for what is typed: asked when nothing more was typed for a moment, and an answer to what was
 * typed before is not listened to. The last ones stay until there are others, so that the list does not jump at every letter.
 */
export function useCustomers(typed: string): Customers {
  const { search } = useConsole();
  const customers = useSignal<Customers>({ value: [], isSearching: false });
  const wanted = typed.trim();

  useEffect(() => {
    if (wanted.length < shortest) {
      customers.value = { value: [], isSearching: false };
      return;
    }
    let isWanted = true;
    customers.value = { value: customers.peek().value, isSearching: true };
    const timer = setTimeout(async () => {
      const answer = await search(wanted).then(
        (found): Customers => ({ value: found.customers, isSearching: false }),
        (error: unknown): Customers => ({ value: [], isSearching: false, failed: sentenceOf(error) }),
      );
      if (isWanted) customers.value = answer;
    }, pause);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [wanted]);

  return customers.value;
}

/** Milliseconds between two letters of somebody who types slowly; and how much has to be typed before it is looked for. */
const pause = 200;
const shortest = 2;
