import { Icon } from './icons.tsx';
import { encoded, type PageFile } from './samples.ts';

/** A button that opens the browser's own choice of a file. */
export function FilePicker({ label, disabled, pick }: PickerProps) {
  return (
    <label class="file-picker" title={label}>
      <Icon name="clip" />
      <input
        class="hidden"
        type="file"
        aria-label={label}
        disabled={disabled}
        onChange={async ({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (file) pick(await encoded(file, file.name));
          // The same file may be chosen again.
          currentTarget.value = '';
        }}
      />
    </label>
  );
}

type PickerProps = { label: string; disabled?: boolean; pick: (file: PageFile) => void };
