import type { ComponentChildren } from 'preact';
import type { Conversation } from '../../../../lib/console/protocol/conversation.ts';
import { useConsole } from '../../state/context.ts';
import { useFullName } from './full-name.ts';
import type { Standing } from './standing.ts';
import { texts } from './texts.ts';

const words = texts.transferring;

/** Where a transfer stands, and what can be done about it. */
export function TransferLine({ conversation, standing }: { conversation: Conversation; standing: Standing }) {
  const { deed } = useConsole();
  const fullName = useFullName();
  const { thread, handOff } = conversation;
  const transfer = ('task' in standing && standing.task.transfer) || handOff?.transfer;
  if (standing.is === 'joined') {
    const by = fullName(transfer?.by.name ?? handOff?.worker?.name ?? '');
    return (
      <Line note={transfer?.note}>
        <span>{words.introduced(by)}</span>
        <button type="button" class="button" onClick={() => void deed(thread, { type: 'take-back' })}>
          {words.leave}
        </button>
      </Line>
    );
  }
  if (!transfer || standing.is === 'lost') return null;
  const to = fullName(transfer.worker?.name ?? transfer.to);
  const joined = transfer.state === 'joined';
  return (
    <Line note={transfer.note}>
      <span>{joined ? words.joined(to) : words.asking(to)}</span>
      {standing.is === 'holder' && joined && (
        <button type="button" class="button button-main" onClick={() => void deed(thread, { type: 'hand-over' })}>
          {words.handOver(to)}
        </button>
      )}
      {standing.is === 'holder' && (
        <button type="button" class="button" onClick={() => void deed(thread, { type: 'take-back' })}>
          {words.takeBack}
        </button>
      )}
    </Line>
  );
}

const Line = ({ note, children }: { note: string | undefined; children: ComponentChildren }) => (
  <div class="transfer-line" role="status">
    {children}
    {note !== undefined && note !== '' && (
      <p class="transfer-note" dir="auto">
        {note}
      </p>
    )}
  </div>
);
