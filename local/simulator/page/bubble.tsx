import type { Mark, PhoneMessage } from '../protocol.ts';
import { Icon } from './icons.tsx';
import { Raw } from './raw.tsx';
import { timeOf } from './times.ts';

type BubbleProps = { channel: string; message: PhoneMessage; choose?: (option: string) => void };

/** One message on a phone, with its buttons, its mark and what it was on the wire. */
export function Bubble({ channel, message, choose }: BubbleProps) {
  const { from, at, options = [], mark } = message;
  return (
    <li class={`message from-${from}`}>
      <div class="bubble">
        <Looks message={message} />
      </div>
      {choose && options.length > 0 && (
        <div class="options">
          {options.map(({ id, text }) => (
            <button key={id} type="button" onClick={() => choose(id)}>
              {text}
            </button>
          ))}
        </div>
      )}
      <Raw of={from === 'customer' ? 'webhook' : 'API call'} wire={JSON.stringify(message.raw, undefined, 2)}>
        <time dateTime={new Date(at).toISOString()}>{timeOf(at)}</time>
        {mark && <Fared channel={channel} mark={mark} />}
      </Raw>
    </li>
  );
}

function Looks({ message: { text, media, location } }: { message: PhoneMessage }) {
  const place = location && `${location.latitude}, ${location.longitude}`;
  return (
    <>
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

/** Pictures of the stand-ins are shown; the page loads nothing from anywhere else. */
function Media({ url, mediaType }: { url: string; mediaType: string }) {
  if (mediaType.startsWith('image/') && url.startsWith('http://127.0.0.1:'))
    return <img src={url} alt={`A picture: ${mediaType}`} width={160} height={160} />;
  return (
    <p class="text">
      {mediaType}: {url}
    </p>
  );
}

const isSticker = (text: string): boolean => /^\p{Extended_Pictographic}$/u.test(text);

/** Telegram has ticks, SMS says so in a word, LINE shows nothing until a message was read. */
function Fared({ channel, mark }: { channel: string; mark: Mark }) {
  if (mark.state === 'refused')
    return (
      <span class="refused">
        <Icon name="fault" /> {mark.reason}
      </span>
    );
  if (mark.state === 'sending') return <Icon name="clock" title="Sending" />;
  if (channel === 'telegram') return <Icon name="tick" title="Sent" />;
  return channel === 'sms' ? <span>Delivered</span> : null;
}
