import { useState } from 'preact/hooks';

/** From here on several phones lie side by side, in CSS pixels: see layout.css. */
const roomy = '(width >= 1240px)';

/**
 * Which phones lie open side by side, which one is looked at where there is room for one, and whether that or the desk is
 * the page where there is room for neither. What lies open is remembered.
 */
export function useOpen(names: string[]) {
  const [chosen, choose] = useState(remembered);
  const [current, setCurrent] = useState<string>();
  const [page, setPage] = useState<'phones' | 'desk'>('phones');
  const open = (chosen ?? names.filter((_, index) => index < atFirst)).filter((name) => names.includes(name));
  return {
    open,
    current: current ?? open[0] ?? names[0],
    page,
    /** Takes a phone from the shelf or puts it back; `desk` is the page of the agents. */
    toggle(name: string): void {
      setPage(name === 'desk' ? 'desk' : 'phones');
      if (name === 'desk') return;
      setCurrent(name);
      const isBack = matchMedia(roomy).matches && open.includes(name);
      const next = isBack ? open.filter((one) => one !== name) : [...open.filter((one) => one !== name), name];
      choose(next);
      localStorage.setItem(key, JSON.stringify(next));
    },
  };
}

const atFirst = 3;
const key = 'seaway-open-phones';

function remembered(): string[] | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '');
    return Array.isArray(kept) ? kept.filter((name) => typeof name === 'string') : undefined;
  } catch {
    return undefined;
  }
}
