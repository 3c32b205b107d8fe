import type { PageSays } from '../actions.ts';
import type { Mark, PhoneMessage } from '../protocol.ts';
import { Deeds } from './deeds.tsx';
import { Icon } from './icons.tsx';
import type { Look } from './look.ts';
import { Media } from './media.tsx';
import { Raw } from './raw.tsx';
import { timeOf } from './times.ts';

type BubbleProps = {
  look: Look;
  can: readonly PageSays['type'][];
  message: PhoneMessage;
  says: (what: PageSays) => void;
  last: boolean;
};

/** One message on a phone, with its buttons, its mark, what can be done about it and what it was on the wire. */
export function Bubble({ look, can, message, says, last }: BubbleProps) {
  const { from, at, options = [], mark, reaction, edited, deleted } = message;
  const pressable = options.length > 0 && (last || !look.fleeting);
  return (
    <li class={`message from-${from}`}>
      <div class={`bubble ${deleted ? 'gone' : ''}`}>
        {deleted ? <p class="text">This message was deleted.</p> : <Looks message={message} />}
        {reaction && <span class="reaction">{reaction}</span>}
      </div>
      {pressable && (
        <div class={`options options-${look.buttons}`}>
          {options.map(({ id, text }) => (
            <button key={id} type="button" onClick={() => says({ type: 'choice', option: id })}>
              {text}
            </button>
          ))}
        </div>
      )}
      <Raw of={from === 'customer' ? 'webhook' : 'API call'} wire={JSON.stringify(message.raw, undefined, 2)}>
        <time dateTime={new Date(at).toISOString()}>{timeOf(at)}</time>
        {edited && <span>edited</span>}
        {from === 'customer' && <Fared look={look} mark={mark} state={message.state} />}
        {!deleted && <Deeds can={can} message={message} says={says} />}
      </Raw>
    </li>
  );
}

function Looks({ message: { title, text, media, location } }: { message: PhoneMessage }) {
  const place = location && `${location.latitude}, ${location.longitude}`;
  return (
    <>
      {title && <p class="subject">{title}</p>}
      {media && <Media {...media} />}
      {place && (
        <p class="place">
          <Icon name="pin" />
          {place}
        </p>
      )}
      {text && <p class={isSticker(text) ? 'text sticker' : 'text'}>{text}</p>}
    </>
  );
}

const isSticker = (text: string): boolean => /^\p{Extended_Pictographic}$/u.test(text);

type FaredProps = { look: Look; mark: Mark | undefined; state: PhoneMessage['state'] };

/** How the customer's app says that a message of theirs got through; what we refused is said here on every channel. */
function Fared({ look, mark, state }: FaredProps) {
  if (mark?.state === 'refused')
    return (
      <span class="refused">
        <Icon name="fault" /> {mark.reason}
      </span>
    );
  if (mark?.state === 'sending') return <Icon name="clock" title="Sending" />;
  if (!mark || look.receipts === 'none') return null;
  if (look.receipts === 'word') return <span>{state === 'read' ? 'Seen' : 'Delivered'}</span>;
  return state === 'read' ? (
    <span class="delivery read">
      <Icon name="ticks" title="Read" />
    </span>
  ) : (
    <Icon name="tick" title="Sent" />
  );
}
