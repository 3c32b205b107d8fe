import { useState } from 'preact/hooks';
import type { Content } from '../../../../../lib/message.ts';
import { safeAddress } from '../../../../widget/links.ts';
import { texts } from '../texts.ts';
import { Card } from './card.tsx';
import type { Picture } from './light-box.tsx';

type Parts = { media: Extract<Content, { type: 'media' }>; show(picture: Picture): void };

/** A picture, a recording, a film, or the card of any other file; also of what the browser cannot show. */
export function MediaView({ media, show }: Parts) {
  const { url, mediaType, name = texts.kinds.file, withheld } = media;
  const [broken, setBroken] = useState<string>();
  const type = typeOf(media);
  if (withheld !== undefined)
    return (
      <Card icon="shield" title={name}>
        {texts.withheld(withheld)}
      </Card>
    );
  const address = safeAddress(url);
  const src = address ?? (/^data:image\//.test(url) ? url : undefined);
  if (src === undefined)
    return (
      <Card icon="file" title={name}>
        {texts.unreachable(type)}
      </Card>
    );
  const props = { src, onError: () => setBroken(src) };
  if (broken === src)
    return (
      <Card icon="file" title={name} href={address}>
        {type}
      </Card>
    );
  switch (mediaType.split('/')[0]) {
    case 'image':
      return (
        <button type="button" class="picture" title={texts.enlarge} onClick={() => show({ src, name })}>
          <img {...props} alt={name} loading="lazy" decoding="async" />
        </button>
      );
    case 'audio':
      return <audio {...props} class="recording" controls preload="metadata" aria-label={name} />;
    case 'video':
      return <video {...props} class="film" controls preload="metadata" aria-label={name} />;
    default:
      return (
        <Card icon="file" title={name} href={address}>
          {type}
        </Card>
      );
  }
}

/** The ending of its name says more than `application/vnd.ms-excel`. */
const typeOf = ({ name, mediaType }: Parts['media']): string =>
  /\.(\w{1,5})$/.exec(name ?? '')?.[1]?.toUpperCase() ?? mediaType;
