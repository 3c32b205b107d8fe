import { useRef } from 'preact/hooks';
import { type Command, withHint } from '../../../keys.ts';
import { Icon, type IconName } from '../../icon.tsx';
import { texts } from '../texts.ts';

type Parts = {
  attach(files: File[]): void;
  emoji: { open: boolean; toggle(): void };
  canned(): void;
  choices(): void;
  template: (() => void) | undefined;
};

/** What helps to write. */
export function Tools({ attach, emoji, canned, choices, template }: Parts) {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        onChange={({ currentTarget }) => {
          attach([...(currentTarget.files ?? [])]);
          currentTarget.value = '';
        }}
      />
      <Tool icon="clip" words={texts.attach} use={() => picker.current?.click()} />
      <Tool icon="emoji" words={texts.emoji} pressed={emoji.open} use={emoji.toggle} />
      <Tool icon="slash" command="canned" words={texts.canned} use={canned} />
      <Tool icon="list" words={texts.choices} use={choices} />
      {template && <Tool icon="template" words={texts.template} use={template} />}
    </>
  );
}

type Using = { icon: IconName; command?: Command; words: string; pressed?: boolean; use(): void };

const Tool = ({ icon, command, words, pressed, use }: Using) => (
  <button
    type="button"
    class="tool"
    aria-label={words}
    title={command ? withHint(words, command) : words}
    data-command={command}
    aria-expanded={pressed}
    onClick={use}
  >
    <Icon name={icon} />
  </button>
);
