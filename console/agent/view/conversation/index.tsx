import { useSignal } from '@preact/signals';
import { useState } from 'preact/hooks';
import type { Conversation } from '../../../../lib/console/protocol/conversation.ts';
import { useConsole } from '../../state/context.ts';
import { filesOf } from './composer/files.ts';
import { Foot } from './foot.tsx';
import { Header } from './header.tsx';
import { Refused } from './refused.tsx';
import { mayWrite, standingOf } from './standing.ts';
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
  const console = useConsole();
  const { value, failed } = console.conversation(thread).value;
  if (value) return <Open conversation={value} failed={failed} />;
  if (failed === undefined) return <Loading />;
  return (
    <div class="sentence conversation-empty" role="alert">
      <p>{texts.failed(failed)}</p>
      <button type="button" class="button" onClick={() => console.refresh()}>
        {texts.tryAgain}
      </button>
    </div>
  );
}

function Open({ conversation, failed }: { conversation: Conversation; failed: string | undefined }) {
  const { me, work } = useConsole();
  const files = filesOf(conversation.thread);
  const dropping = useSignal(false);
  const [finishing, setFinishing] = useState(false);
  const standing = standingOf(conversation.thread, work.value.value, me.value.value);
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
      {failed !== undefined && <p class="conversation-stale">{texts.stale(failed)}</p>}
      <Transcript conversation={conversation} standing={standing} />
      <Refused thread={conversation.thread} standing={standing} />
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

/** What it will look like, so that nothing jumps when it is there. */
const Loading = () => (
  <div class="conversation-loading" role="status">
    <span class="hidden">{texts.loading}</span>
    <div class="skeleton" />
    <div class="skeleton" />
    <div class="skeleton" />
  </div>
);
