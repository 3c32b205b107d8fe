import { useState } from 'preact/hooks';
import type { Conversation } from '../../../../lib/console/protocol/conversation.ts';
import type { Deed } from '../../../../lib/deed.ts';
import { channelOf, lookOf } from '../../channels.ts';
import { withHint } from '../../keys.ts';
import { useConsole } from '../../state/context.ts';
import { ChannelMark } from '../channel-mark.tsx';
import { Icon, type IconName } from '../icon.tsx';
import { useFullName } from './full-name.ts';
import { handsOf, type Standing } from './standing.ts';
import { texts } from './texts.ts';
import { TransferDialog } from './transfer-dialog.tsx';

type Parts = { conversation: Conversation; standing: Standing; finish(): void };

/** Who it is with, who has it in hand, and what can be done with it. */
export function Header({ conversation, standing, finish }: Parts) {
  const { deed } = useConsole();
  const [transferring, setTransferring] = useState(false);
  const { thread, customer } = conversation;
  const channel = channelOf(thread);
  const act = (one: Deed) => () => void deed(thread, one);
  const holds = standing.is === 'holder';
  return (
    <header class="conversation-header">
      <div class="conversation-who">
        <h2 class="conversation-name" dir="auto">
          {customer.name}
        </h2>
        <p class="conversation-hands">
          <ChannelMark channel={channel} />
          {lookOf(channel).title} · <HandsText conversation={conversation} standing={standing} />
        </p>
      </div>
      {holds && (
        <div class="conversation-deeds" role="toolbar" aria-label={texts.deeds}>
          {!standing.task.transfer && (
            <Do icon="transfer" command="transfer" words={texts.transfer} act={() => setTransferring(true)} />
          )}
          {!standing.task.transfer && !standing.task.call && (
            <Do icon="pause" command="park" words={texts.park} act={act({ type: 'park' })} />
          )}
          <Do icon="flag" command="wrap-up" words={texts.wrapUp} act={act({ type: 'wrap' })} />
          <Do icon="tick" command="complete" words={texts.complete} act={finish} />
        </div>
      )}
      {transferring && <TransferDialog thread={thread} close={() => setTransferring(false)} />}
    </header>
  );
}

type Doing = { icon: IconName; command: 'transfer' | 'park' | 'wrap-up' | 'complete'; words: string; act(): void };

const Do = ({ icon, command, words: text, act }: Doing) => (
  <button
    type="button"
    class="button"
    data-command={command}
    title={withHint(texts.hints[command], command)}
    onClick={act}
  >
    <Icon name={icon} />
    <span class="conversation-deed">{text}</span>
  </button>
);

function HandsText({ conversation, standing }: Pick<Parts, 'conversation' | 'standing'>) {
  const fullName = useFullName();
  const { me } = useConsole();
  const hands = handsOf(conversation, standing, me.value.value?.worker.name);
  switch (hands.in) {
    case 'worker':
      return <>{texts.hands.worker(fullName(hands.name))}</>;
    case 'parked':
      return <>{texts.hands.parked(fullName(hands.name))}</>;
    default:
      return <>{texts.hands[hands.in]}</>;
  }
}
