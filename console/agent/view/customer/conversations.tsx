import type { CustomerView } from '../../../../lib/console/protocol/customer.ts';
import { lookOf } from '../../channels.ts';
import { useConsole } from '../../state/context.ts';
import { dateOf, momentOf } from '../../times.ts';
import { ChannelMark } from '../channel-mark.tsx';
import { useFullName } from '../conversation/full-name.ts';
import { Moment } from '../moment.tsx';
import { Section } from './section.tsx';
import { texts } from './texts.ts';

type Earlier = CustomerView['conversations'];

/** What was talked about before: when, on which channel, how it ended. A click shows it in the middle. */
export function Conversations({ conversations }: { conversations: Earlier }) {
  return (
    <Section title={texts.conversations}>
      {conversations.length === 0 && <p class="quiet">{texts.noConversations}</p>}
      <ol>
        {conversations.map((conversation) => (
          <Entry key={`${conversation.thread} ${conversation.startedAt}`} conversation={conversation} />
        ))}
      </ol>
    </Section>
  );
}

function Entry({ conversation }: { conversation: Earlier[number] }) {
  const { me, now, open } = useConsole();
  const fullName = useFullName();
  const { thread, channel, startedAt, endedAt, worker, disposition, note } = conversation;
  const { title } = lookOf(channel);
  const known = me.value.value?.settings.dispositions.find(({ name }) => name === disposition);
  const outcome = known?.title ?? disposition ?? (endedAt === undefined ? texts.open : undefined);
  return (
    <li>
      <button
        type="button"
        class="customer-conversation"
        title={texts.show(momentOf(startedAt), title)}
        onClick={() => open(thread)}
      >
        <ChannelMark channel={channel} />
        <span class="customer-outcome">{outcome ?? <span class="quiet">{texts.noOutcome}</span>}</span>
        <span class="quiet">
          <Moment at={startedAt}>{dateOf(startedAt, now.value)}</Moment>
        </span>
        <span class="quiet customer-with">{[title, worker && fullName(worker)].filter(Boolean).join(' · ')}</span>
        {note !== undefined && (
          <span class="customer-note" dir="auto">
            {note}
          </span>
        )}
      </button>
    </li>
  );
}
