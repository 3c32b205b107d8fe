import { useConsole } from '../../state/context.ts';

/**
 * Does something to a customer and gives the sentence why it could not be done, if so. The sentence is taken away from the
 * conversation, where it would else be shown: it belongs beside what was tried.
 */
export function useRefusal(thread: string): (act: Promise<void>) => Promise<string | undefined> {
  const { refusals } = useConsole();
  return async (act) => {
    await act;
    const { [thread]: refused, ...others } = refusals.peek();
    if (refused !== undefined) refusals.value = others;
    return refused;
  };
}
