import type { DeskReservation, DeskThread } from '../../desk.ts';
import type { Agent } from '../protocol.ts';
import { ChannelMark, titleOf } from './channels.tsx';
import { Composer } from './composer.tsx';
import { customerOf } from './customer-of.ts';
import { FilePicker } from './file-picker.tsx';
import { OwnerForm } from './owner-form.tsx';
import { Transcript } from './transcript.tsx';
import { Fault, useAct } from './use-act.tsx';

type ConversationProps = { agent: Agent; task: DeskReservation; thread: DeskThread | undefined };

/** A task that an agent holds: what was said, and all that can be done about it. */
export function Conversation({ agent, task, thread }: ConversationProps) {
  const { busy, fault, run } = useAct();
  const { name, channel, language, address } = customerOf(task);
  const title = titleOf(channel);
  const holds = { worker: agent.sid, reservation: task.sid };
  const end = (answer: 'wrapping' | 'completed') => () =>
    void run({ type: 'answer', id: crypto.randomUUID(), worker: agent.sid, reservation: task.sid, answer });
  // The offer is accepted at once, but only when the conversation has heard of it may its holder write.
  const taking = thread?.holder?.sid === agent.sid ? undefined : 'Taking over the conversation …';
  const talking = task.status === 'accepted' ? 'You talk on the phone: wrap up to end the call.' : 'The call is over.';
  const closed = channel === 'voice' ? talking : taking;
  return (
    <article class="conversation" aria-label={`Conversation with ${name}`}>
      <header>
        <div>
          <h3>{name}</h3>
          <p class="about-customer">
            <ChannelMark channel={channel} /> {language} · <span class="address">{address}</span>
          </p>
        </div>
        <div class="ends">
          {task.status === 'accepted' && (
            <button type="button" disabled={busy} onClick={end('wrapping')}>
              Wrap up
            </button>
          )}
          <button type="button" disabled={busy} onClick={end('completed')}>
            Complete
          </button>
        </div>
      </header>
      <Fault sentence={fault} />
      <Transcript lines={thread?.lines} />
      <OwnerForm agent={agent} thread={task.thread} />
      <Composer
        name={task.sid}
        label={`Answer ${name}`}
        placeholder={`Answer ${name}`}
        button={`Send on ${title}`}
        {...(closed && { closed })}
        send={(id, text) => ({ type: 'say', id, worker: agent.sid, reservation: task.sid, text })}
      />
      {channel !== 'voice' && (
        <FilePicker
          label={`Send ${name} a file`}
          disabled={closed !== undefined || busy}
          pick={(file) => void run({ type: 'send-file', id: crypto.randomUUID(), ...holds, ...file })}
        />
      )}
    </article>
  );
}
