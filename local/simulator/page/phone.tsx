import { useState } from 'preact/hooks';
import type { Says } from '../../providers/provider.ts';
import type { Phone as PhoneState } from '../protocol.ts';
import { Bubble } from './bubble.tsx';
import { channelTitles } from './channels.tsx';
import { Composer } from './composer.tsx';
import { Icon } from './icons.tsx';
import { Fault, useAct } from './use-act.tsx';
import { useBottom } from './use-bottom.ts';

/** A customer's phone on one channel: who it is, what it shows, and what can be done on it. */
export function Phone({ phone, current }: { phone: PhoneState; current: boolean }) {
  const { channel, customers, screens } = phone;
  const [sender, setSender] = useState(customers[0]?.sender ?? '');
  const { busy, fault, run } = useAct();
  const messages = screens[sender] ?? [];
  const screen = useBottom<HTMLDivElement>(`${sender} ${messages.length}`);
  const title = channelTitles[channel] ?? channel;
  const action = (says: Says, id: string = crypto.randomUUID()) =>
    ({ type: 'customer', id, channel, sender, says }) as const;
  const choose = (option: string) => void run(action({ type: 'choice', option }));
  return (
    <section class={`phone phone-${channel} ${current ? 'current' : ''}`} aria-label={`Phone on ${title}`}>
      <header>
        <h2>{title}</h2>
        <label>
          <span class="hidden">Customer on {title}</span>
          <select value={sender} onChange={({ currentTarget }) => setSender(currentTarget.value)}>
            {customers.map((customer) => (
              <option key={customer.sender} value={customer.sender}>
                {customer.name}
              </option>
            ))}
          </select>
        </label>
        <p class="address phone-address" title={sender}>
          {sender}
        </p>
      </header>
      <div class="screen" ref={screen} role="log" aria-label={`Messages on ${title}`}>
        {messages.length === 0 && <p class="empty">Nothing here since Seaway started. Say hello, in any language.</p>}
        <ol>
          {messages.map((message, index) => (
            <Bubble
              key={message.id}
              channel={channel}
              message={message}
              // LINE shows quick replies under the last message only.
              {...((channel !== 'line' || index === messages.length - 1) && { choose })}
            />
          ))}
        </ol>
      </div>
      <Fault sentence={fault} />
      <Composer
        key={sender}
        name={sender}
        label={`Write on ${title}`}
        placeholder="Message"
        send={(id, text) => action({ type: 'text', text }, id)}
      />
      <div class="attach">
        {attachments.map(({ says, icon, name }) => (
          <button key={name} type="button" disabled={busy} onClick={() => void run(action(says))}>
            <Icon name={icon} />
            {name}
          </button>
        ))}
      </div>
    </section>
  );
}

/** Zürich, Bürkliplatz. */
const place = { latitude: 47.3667, longitude: 8.5411 };

const attachments = [
  { says: { type: 'image' }, icon: 'image', name: 'Image' },
  { says: { type: 'location', ...place }, icon: 'pin', name: 'Location' },
  { says: { type: 'sticker' }, icon: 'sticker', name: 'Sticker' },
] as const;
