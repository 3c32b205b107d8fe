import type { Offer } from '../../lib/console/protocol/work.ts';
import { nextAfter } from './state/order.ts';
import type { Console } from './state/types.ts';

/** Something that a key, or the palette, does. */
export type Doing = {
  /** Whether there is anything to do at the moment. */
  can(console: Console): boolean;
  run(console: Console): void;
};

/** Presses the button of a view that says in `data-command` what it is for. */
export const pressing = (command: string): Doing => ({
  can: () => partOf(command) !== undefined,
  run: () => partOf(command)?.click(),
});

/** Gives such a part of a view the focus. */
export const focusing = (command: string): Doing => ({
  can: () => partOf(command) !== undefined,
  run: () => partOf(command)?.focus(),
});

/** Answers the first offer. */
export const answering = (answer: 'accepted' | 'rejected'): Doing => ({
  can: (console) => firstOffer(console) !== undefined,
  run(console) {
    const offer = firstOffer(console);
    if (offer) void console.answer(offer, answer);
  },
});

/** Goes down or up the list of tasks. */
export const moving = (step: 1 | -1): Doing => ({
  can: (console) => nextOf(console, step) !== undefined,
  run(console) {
    const next = nextOf(console, step);
    if (next !== undefined) console.open(next);
  },
});

/** Lays something over the page. */
export const showing = (what: 'palette' | 'keys'): Doing => ({
  can: () => true,
  run({ over }) {
    over.value = what;
  },
});

const partOf = (command: string): HTMLElement | undefined =>
  [...document.querySelectorAll<HTMLElement>(`[data-command="${command}"]:not(:disabled)`)].find((part) =>
    part.checkVisibility(),
  );

const firstOffer = ({ work, now }: Console): Offer | undefined =>
  work.peek().value?.offers.find(({ lapsesAt }) => lapsesAt > now.peek());

const nextOf = ({ work, shown }: Console, step: 1 | -1): string | undefined =>
  nextAfter(work.peek().value?.tasks ?? [], shown.peek(), step);
