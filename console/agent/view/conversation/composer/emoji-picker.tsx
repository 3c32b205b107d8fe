import { useEffect, useRef, useState } from 'preact/hooks';
import { texts } from '../texts.ts';
import { emojiFor } from './emoji.ts';

/** Emoji in a row, by the style sheet; the arrows up and down move by a row. */
const columns = 8;

const steps: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns };

/** Emoji by group, found by their words; arrows move, Enter picks, Escape closes. */
export function EmojiPicker({ pick, close }: { pick(emoji: string): void; close(): void }) {
  const search = useRef<HTMLInputElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  const [filter, setFilter] = useState('');
  const groups = emojiFor(filter);
  const first = groups[0]?.emoji[0];

  useEffect(() => search.current?.focus(), []);

  function pressed(event: KeyboardEvent): void {
    const { key, target } = event;
    if (key === 'Escape') close();
    else if (key === 'Enter' && target === search.current && first) pick(first);
    else if (!move(key, target)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  function move(key: string, target: EventTarget | null): boolean {
    const all = [...(grid.current?.querySelectorAll('button') ?? [])];
    const at = target instanceof HTMLButtonElement ? all.indexOf(target) : -1;
    const step = steps[key];
    if (step === undefined || (at === -1 && key !== 'ArrowDown')) return false;
    if (at === -1) all[0]?.focus();
    else if (at + step < 0) search.current?.focus();
    else all[Math.min(at + step, all.length - 1)]?.focus();
    return true;
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it hears the keys of what is in it.
    <div class="emoji" onKeyDown={pressed}>
      <input
        ref={search}
        class="field"
        type="search"
        aria-label={texts.emojiSearch}
        placeholder={texts.emojiSearch}
        value={filter}
        onInput={({ currentTarget }) => setFilter(currentTarget.value)}
      />
      <div ref={grid} class="emoji-groups">
        {groups.map(({ title, emoji }) => (
          <section key={title} aria-label={title}>
            <h3 class="emoji-title">{title}</h3>
            <div class="emoji-grid">
              {emoji.map((one) => (
                <button
                  key={one}
                  type="button"
                  class="emoji-one"
                  tabIndex={one === first ? 0 : -1}
                  onClick={() => pick(one)}
                >
                  {one}
                </button>
              ))}
            </div>
          </section>
        ))}
        {groups.length === 0 && <p class="sentence">{texts.noEmoji}</p>}
      </div>
    </div>
  );
}
