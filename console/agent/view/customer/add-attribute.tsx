import { useSignal } from '@preact/signals';
import { Editor } from './editor.tsx';
import { texts } from './texts.ts';

type Props = { taken: readonly string[]; add: (name: string) => void };

/** Asks for the name of something new; its value is then given as every other's is. */
export function AddAttribute({ taken, add }: Props) {
  const isOpen = useSignal(false);
  const refused = useSignal<string | undefined>(undefined);
  const close = () => {
    isOpen.value = false;
    refused.value = undefined;
  };
  if (!isOpen.value)
    return (
      <button
        type="button"
        class="link"
        onClick={() => {
          isOpen.value = true;
        }}
      >
        {texts.add}
      </button>
    );
  return (
    <Editor
      label={texts.addName}
      words=""
      refused={refused.value}
      giveUp={close}
      save={(typed) => {
        const name = typed.trim();
        if (taken.includes(name)) refused.value = texts.taken(name);
        else if (name === '') close();
        else add(name);
      }}
    />
  );
}
