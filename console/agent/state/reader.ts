import { batch, type ReadonlySignal, signal } from '@preact/signals';
import { sentenceOf } from '../ask.ts';
import { isSame } from './same.ts';
import type { Read } from './types.ts';

export type Reader<Value> = {
  told: ReadonlySignal<Read<Value>>;
  /** Reads now; while it is being read already, once more afterwards, however often it is asked for. */
  read(): void;
  /** Changes it before the server says so: an answer to what was asked before is not taken any more. */
  change(how: (value: Value) => Value): void;
};

export type ReaderOptions<Value> = {
  load(): Promise<Value>;
  /** Joins what is read to what is known. */
  join?(known: Value | undefined, next: Value): Value;
  /** Changes with it, before anybody sees it. */
  taken?(value: Value): void;
};

/**
 * Something of the server's that is read again and again. One reading at a time, so that an older answer never comes after a
 * newer one; what has not changed stays the same object, so that nothing is drawn again.
 */
export function openReader<Value>({
  load,
  join = (_, next) => next,
  taken = () => {},
}: ReaderOptions<Value>): Reader<Value> {
  const told = signal<Read<Value>>({});
  let reading = false;
  let again = false;
  let turn = 0;

  async function read(): Promise<void> {
    if (reading) {
      again = true;
      return;
    }
    reading = true;
    turn += 1;
    const mine = turn;
    const next = await load().then(
      (value) => ({ value: join(told.peek().value, value) }),
      (thrown: unknown) => ({ ...told.peek(), failed: sentenceOf(thrown) }),
    );
    reading = false;
    if (mine === turn) take(next);
    if (!again) return;
    again = false;
    void read();
  }

  function take(next: Read<Value>): void {
    if (isSame(told.peek(), next)) return;
    batch(() => {
      if (next.value !== undefined) taken(next.value);
      told.value = next;
    });
  }

  return {
    told,
    read: () => void read(),
    change(how) {
      const { value } = told.peek();
      if (value === undefined) return;
      turn += 1;
      told.value = { value: how(value) };
      if (reading) again = true;
    },
  };
}
