import type { Signal } from '@preact/signals';
import { useState } from 'preact/hooks';
import type { Conversation } from '../../../../../lib/console/protocol/conversation.ts';
import { texts } from '../texts.ts';
import { Answer } from './answer.tsx';
import { NoteBox } from './note-box.tsx';

type Parts = { conversation: Conversation; files: Signal<File[]> };

/** Where the agent writes: to the customer, or among ourselves, which looks different. */
export function Composer({ conversation, files }: Parts) {
  const { thread } = conversation;
  const [noting, setNoting] = useState(false);
  return (
    <div class={noting ? 'composer is-note' : 'composer'}>
      <fieldset class="composer-modes">
        <legend class="hidden">{texts.writeTo}</legend>
        <Mode words={texts.toCustomer} pressed={!noting} press={() => setNoting(false)} />
        <Mode words={texts.toOurselves} pressed={noting} press={() => setNoting(true)} />
      </fieldset>
      {noting ? <NoteBox thread={thread} /> : <Answer conversation={conversation} files={files} />}
    </div>
  );
}

const Mode = ({ words, pressed, press }: { words: string; pressed: boolean; press(): void }) => (
  <button type="button" class="composer-mode" aria-pressed={pressed} onClick={press}>
    {words}
  </button>
);
