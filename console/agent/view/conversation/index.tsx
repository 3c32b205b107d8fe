import { useSignal } from '@preact/signals';
import { useState } from 'preact/hooks';
import type { Conversation } from '../../../../lib/console/protocol/conversation.ts';
import { useConsole } from '../../state/context.ts';
import { Failed } from '../failed.tsx';
import { Loading } from '../loading.tsx';
import { Refusal } from '../refusal.tsx';
import { filesOf } from './composer/files.ts';
import { Foot } from './foot.tsx';
import { Header } from './header.tsx';
import { mayWrite, useStanding } from './standing.ts';
import { texts } from './texts.ts';
import { Transcript } from './transcript/transcript.tsx';
import { TransferLine } from './transfer-line.tsx';

/** The middle column: the conversation that is shown, and where one answers. */
export function ConversationView() {
  const { shown } = useConsole();
  const thread = shown.value;
  if (thread === undefined) return <p class="sentence conversation-empty">{texts.nothing}</p>;
  return <Shown key={thread} thread={thread} />;
}

function Shown({ thread }: { thread: string }) {
  const { conversation } = useConsole();
  const { value, failed } = conversation(thread).value;
  if (value) return <Open conversation={value} failed={failed} />;
  if (failed === undefined) return <Loading of="conversation" words={texts.loading} lines={3} />;
  return (
    <div class="conversation-empty">
      <Failed words={texts.failed(failed)} isOld={false} />
    </div>
  );
}

function Open({ conversation, failed }: { conversation: Conversation; failed: string | undefined }) {
  const standing = useStanding(conversation.thread);
  const { refusals } = useConsole();
  const files = filesOf(conversation.thread);
  const dropping = useSignal(false);
  const [finishing, setFinishing] = useState(false);
  const takesFiles = mayWrite(standing);

  function drag(event: DragEvent): void {
    if (!takesFiles || !event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    dropping.value = true;
  }

  function drop(event: DragEvent): void {
    dropping.value = false;
    const dropped = [...(event.dataTransfer?.files ?? [])];
    if (!takesFiles || dropped.length === 0) return;
    event.preventDefault();
    files.value = [...files.value, ...dropped];
  }

  return (
    <section
      class={dropping.value ? 'conversation is-dropping' : 'conversation'}
      aria-label={texts.with(conversation.customer.name)}
      onDragOver={drag}
      onDragLeave={() => {
        dropping.value = false;
      }}
      onDrop={drop}
    >
      <Header conversation={conversation} standing={standing} finish={() => setFinishing(true)} />
      <TransferLine conversation={conversation} standing={standing} />
      {failed !== undefined && standing.is !== 'lost' && <Failed words={texts.stale(failed)} isOld />}
      <Transcript conversation={conversation} standing={standing} />
      <Refusal why={refusals.value[standing.is === 'offered' ? standing.offer.reservation : conversation.thread]} />
      <Foot
        conversation={conversation}
        standing={standing}
        files={files}
        finishing={finishing}
        goOn={() => setFinishing(false)}
      />
    </section>
  );
}
