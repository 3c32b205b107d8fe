import { useState } from 'preact/hooks';
import type { PageSays } from '../actions.ts';
import type { Phone as PhoneState } from '../protocol.ts';
import { Bubble } from './bubble.tsx';
import { Composer } from './composer.tsx';
import { FilePicker } from './file-picker.tsx';
import { Icon, type IconName } from './icons.tsx';
import { lookOf, styleOf } from './look.ts';
import { leaflet, picture, voiceNote } from './samples.ts';
import { Fault, useAct } from './use-act.tsx';
import { useBottom } from './use-bottom.ts';

/** A customer's phone on one channel: who it is, what it shows, and what can be done on it. */
export function Phone({ phone, state }: { phone: PhoneState; state: string }) {
  const { channel, can, customers, screens } = phone;
  const [sender, setSender] = useState(customers[0]?.sender ?? '');
  const { busy, fault, run } = useAct();
  const messages = screens[sender] ?? [];
  const screen = useBottom<HTMLDivElement>(`${sender} ${messages.length}`);
  const look = lookOf(channel);
  const { title } = look;
  const action = (says: PageSays, id: string = crypto.randomUUID()) =>
    ({ type: 'customer', id, channel, sender, says }) as const;
  const says = (what: PageSays) => void run(action(what));
  return (
    <section class={`phone bubbles-${look.bubble} ${state}`} style={styleOf(look)} aria-label={`Phone on ${title}`}>
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
              look={look}
              can={can}
              message={message}
              says={says}
              last={index === messages.length - 1}
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
        {attachments
          .filter(({ type }) => can.includes(type))
          .map(({ make, icon, name }) => (
            <button
              key={name}
              type="button"
              title={name}
              aria-label={name}
              disabled={busy}
              onClick={async () => void run(action(await make()))}
            >
              <Icon name={icon} />
            </button>
          ))}
        {can.includes('file') && (
          <FilePicker label={`Send a file on ${title}`} pick={(file) => says({ type: 'file', ...file })} />
        )}
      </div>
    </section>
  );
}

/** Zürich, Bürkliplatz. */
const place = { latitude: 47.3667, longitude: 8.5411 };

type Attachment = {
  type: PageSays['type'];
  make: () => PageSays | Promise<PageSays>;
  icon: IconName;
  name: string;
};

const attachments: Attachment[] = [
  { type: 'file', make: async () => ({ type: 'file', ...(await picture()) }), icon: 'image', name: 'Image' },
  { type: 'file', make: async () => ({ type: 'file', ...(await voiceNote()) }), icon: 'sound', name: 'Voice' },
  { type: 'file', make: async () => ({ type: 'file', ...(await leaflet()) }), icon: 'file', name: 'PDF' },
  { type: 'location', make: () => ({ type: 'location', ...place }), icon: 'pin', name: 'Location' },
  { type: 'sticker', make: () => ({ type: 'sticker' }), icon: 'sticker', name: 'Sticker' },
  { type: 'contact', make: () => ({ type: 'contact', ...friend }), icon: 'person', name: 'Contact' },
  { type: 'typing', make: () => ({ type: 'typing' }), icon: 'dots', name: 'Type without sending' },
  { type: 'read', make: () => ({ type: 'read' }), icon: 'eye', name: 'Mark as read' },
  { type: 'leave', make: () => ({ type: 'leave' }), icon: 'leave', name: 'Block or leave' },
];

const friend = { name: 'Grace Hopper', phone: '+12025550143' };
