import { effect, signal } from '@preact/signals';
import { storageOfPage } from './state/browser.ts';

const keptAs = 'seaway console theme';
const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** The colours that were chosen in this browser. */
export const theme = signal<Theme>(themes.find((one) => one === storageOfPage()?.getItem(keptAs)) ?? 'system');

/** Keeps to the theme from now on. Gives what ends it. */
export const keepTheme = (): (() => void) =>
  effect(() => {
    storageOfPage()?.setItem(keptAs, theme.value);
    document.documentElement.dataset.theme = theme.value;
  });

/** The theme after the one that is chosen, round at the end. */
export function changeTheme(): void {
  theme.value = themes[(themes.indexOf(theme.peek()) + 1) % themes.length] ?? 'system';
}
