import type { Signal } from '@preact/signals';
import type { Conversation } from '../../../../lib/console/protocol/conversation.ts';
import { useConsole } from '../../state/context.ts';
import { Composer } from './composer/composer.tsx';
import { NoteBox } from './composer/note-box.tsx';
import { useFullName } from './full-name.ts';
import { handsOf, type Standing } from './standing.ts';
import { texts } from './texts.ts';
import { WrapUp } from './wrap-up.tsx';

type Parts = {
  conversation: Conversation;
  standing: Standing;
  files: Signal<File[]>;
  /** The holder has asked for the form that completes it. */
  finishing: boolean;
  goOn(): void;
};

/** What the agent can do below what was said: answer, sum up, or take it. */
export function Foot({ conversation, standing, files, finishing, goOn }: Parts) {
  const { answer, deed, me } = useConsole();
  const fullName = useFullName();
  const { thread } = conversation;
  const hands = handsOf(conversation, standing, me.value.value?.worker.name);
  const holder = hands.in === 'worker' ? fullName(hands.name) : undefined;
  switch (standing.is) {
    case 'wrapping':
      return <WrapUp thread={thread} />;
    case 'holder':
      if (finishing) return <WrapUp thread={thread} goOn={goOn} />;
      return <Composer conversation={conversation} files={files} />;
    case 'joined':
      return <Composer conversation={conversation} files={files} />;
    case 'offered':
      return (
        <Way sentence={texts.offered} act={() => void answer(standing.offer, 'accepted')}>
          {texts.accept}
        </Way>
      );
    case 'parked':
      return (
        <Way sentence={texts.parked} act={() => void deed(thread, { type: 'resume' })}>
          {texts.resume}
        </Way>
      );
    case 'watching':
      return (
        <>
          <NoteBox thread={thread} to={holder} />
          <Way sentence={texts.watching} act={() => void deed(thread, { type: 'take-over' })}>
            {texts.takeOver}
          </Way>
        </>
      );
    case 'reading':
      return <p class="conversation-way">{holder === undefined ? texts.reading : texts.readingOf(holder)}</p>;
    case 'lost':
      return <p class="conversation-way">{holder === undefined ? texts.lost : texts.lostTo(holder)}</p>;
  }
}

type Offering = { sentence: string; act(): void; children: string };

const Way = ({ sentence, act, children }: Offering) => (
  <div class="conversation-way">
    <p>{sentence}</p>
    <button type="button" class="button button-main" onClick={act}>
      {children}
    </button>
  </div>
);
