import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

/** The small line under something, with a button that shows what it was on the wire. */
export function Raw({ of, wire, children }: { of: string; wire: string; children: ComponentChildren }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <p class="meta">
        {children}
        {wire && (
          <button type="button" class="raw" aria-expanded={open} onClick={() => setOpen(!open)}>
            raw<span class="hidden"> {of}</span>
          </button>
        )}
      </p>
      {open && <pre ref={intoSight}>{wire}</pre>}
    </>
  );
}

const intoSight = (element: HTMLElement | null) => element?.scrollIntoView({ block: 'nearest' });
