import type { Signal } from '@preact/signals';
import { Icon } from '../../icon.tsx';
import { texts } from '../texts.ts';
import { sizeOf } from './size.ts';

/** The files that go out with what is written. */
export function Attached({ files }: { files: Signal<File[]> }) {
  if (files.value.length === 0) return null;
  return (
    <ul class="attached" aria-label={texts.attached}>
      {files.value.map((file, index) => (
        // Two of the same name may be attached, and none changes its place.
        <li key={`${index} ${file.name}`} class="attached-file">
          <Icon name="file" />
          <bdi>{file.name}</bdi>
          <small>{sizeOf(file.size)}</small>
          <button
            type="button"
            class="tool"
            aria-label={texts.detach(file.name)}
            title={texts.detach(file.name)}
            onClick={() => {
              files.value = files.value.filter((one) => one !== file);
            }}
          >
            <Icon name="close" />
          </button>
        </li>
      ))}
    </ul>
  );
}
