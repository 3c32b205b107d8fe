import { useEffect, useRef } from 'preact/hooks';
import { texts } from '../texts.ts';
import type { Canned } from './canned.ts';

/** The id of an option, for the box to point at. */
export const optionId = (list: string, name: string | undefined): string | undefined => name && `${list}-${name}`;

type Parts = { id: string; found: Canned[]; active: number; take(canned: Canned): void };

/** Canned replies as they would be said. The box keeps the focus, and its arrows move here. */
export function CannedList({ id, found, active, take }: Parts) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => list.current?.children[active]?.scrollIntoView({ block: 'nearest' }), [active]);
  return (
    <div ref={list} id={id} class="canned" role="listbox" aria-label={texts.canned}>
      {found.map((canned, index) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the box has the focus, and aria-activedescendant points here.
        // biome-ignore lint/a11y/useKeyWithClickEvents: the box has the keys.
        <div
          key={canned.name}
          id={optionId(id, canned.name)}
          class={index === active ? 'canned-reply is-active' : 'canned-reply'}
          role="option"
          aria-selected={index === active}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => take(canned)}
        >
          <strong>{canned.title}</strong> <small>/{canned.name}</small>
          <span class="canned-text" dir="auto">
            {canned.text}
          </span>
        </div>
      ))}
    </div>
  );
}
