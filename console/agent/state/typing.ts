import { type ReadonlySignal, signal } from '@preact/signals';
import type { Clock } from './clock.ts';

/** Milliseconds for which somebody counts as typing after they were seen to. */
const lasts = 6_000;

/** Who types: told by pushes, over as soon as something comes, or nothing for a while. */
export function openTyping(clock: Clock): {
  typing: ReadonlySignal<ReadonlySet<string>>;
  saw(thread: string): void;
  over(thread: string): void;
} {
  const typing = signal<ReadonlySet<string>>(new Set());
  const ends = new Map<string, () => void>();

  function over(thread: string): void {
    ends.get(thread)?.();
    ends.delete(thread);
    if (typing.peek().has(thread)) typing.value = new Set([...typing.peek()].filter((one) => one !== thread));
  }

  return {
    typing,
    over,
    saw(thread) {
      ends.get(thread)?.();
      ends.set(
        thread,
        clock.after(lasts, () => over(thread)),
      );
      if (!typing.peek().has(thread)) typing.value = new Set(typing.peek()).add(thread);
    },
  };
}
