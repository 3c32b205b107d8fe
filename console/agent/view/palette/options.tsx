import type { RefObject } from 'preact';
import { ChannelMark } from '../channel-mark.tsx';
import type { Entry, Group } from './found.ts';
import { Keystroke } from './keystroke.tsx';
import { texts } from './texts.ts';

type Props = {
  id: string;
  list: RefObject<HTMLDivElement | null>;
  groups: readonly Group[];
  active: string | undefined;
  run: (entry: Entry) => void;
};

/** What was found, in groups; the field keeps the focus. */
export function Options({ id, list, groups, active, run }: Props) {
  return (
    <div class="palette-list" role="listbox" id={id} ref={list} aria-label={texts.results}>
      {groups.map(({ name, title, entries }) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is no part of a listbox.
        <div key={name} role="group" aria-labelledby={`${id}-${name}`}>
          <p class="palette-group" role="presentation" id={`${id}-${name}`}>
            {title}
          </p>
          {entries.map((entry) => (
            <Option
              key={entry.id}
              id={optionId(id, entry)}
              entry={entry}
              isActive={entry.id === active}
              run={() => run(entry)}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

/** An id without spaces, as the field refers to it. */
export const optionId = (list: string, { id }: Entry): string => `${list}-${encodeURIComponent(id)}`;

type OptionProps = { id: string; entry: Entry; isActive: boolean; run: () => void };

function Option({ id, entry: { title, detail, channel, key }, isActive, run }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys.
    <div
      id={id}
      class="palette-option"
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      // A press would take the focus out of the field.
      onMouseDown={(event) => event.preventDefault()}
      onClick={run}
    >
      {channel !== undefined && <ChannelMark channel={channel} />}
      <bdi class="palette-title">{title}</bdi>
      {detail !== undefined && <bdi class="palette-detail">{detail}</bdi>}
      {key !== undefined && <Keystroke of={key} />}
    </div>
  );
}
