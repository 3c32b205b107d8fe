import type { Shown } from './provider.ts';

type Listener = (sender: string, shown: Shown) => void;

/** The screens of all customers of a provider. */
export function openPhones() {
  const screens = new Map<string, Shown[]>();
  const listeners = new Set<Listener>();
  return {
    shown: (sender: string): Shown[] => screens.get(sender) ?? [],
    watch(listener: Listener): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    show(sender: string, seen: Omit<Shown, 'at'>): void {
      const shown = { ...seen, at: Date.now() };
      screens.set(sender, [...(screens.get(sender) ?? []), shown]);
      for (const listener of listeners) listener(sender, shown);
    },
    /** Something that is on the screen looks different now; throws where it is not there. */
    change(sender: string, id: string, looks: Partial<Shown>): Shown {
      const screen = screens.get(sender) ?? [];
      const before = screen.find((shown) => shown.id === id);
      if (!before) throw new Error(`there is no message ${id} on the screen of ${sender}`);
      const shown = { ...before, ...looks };
      screens.set(
        sender,
        screen.map((one) => (one.id === id ? shown : one)),
      );
      for (const listener of listeners) listener(sender, shown);
      return shown;
    },
    /** The message on the screen that has this button; throws where none has, as nobody can press it. */
    offering(sender: string, option: string): { shown: Shown; text: string } {
      for (const shown of (screens.get(sender) ?? []).toReversed()) {
        const button = shown.options?.find(({ id }) => id === option);
        if (button) return { shown, text: button.text };
      }
      throw new Error(`there is no button "${option}" on the screen of ${sender}`);
    },
  };
}
