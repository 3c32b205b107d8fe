import { Icon } from './icons.tsx';

type MediaProps = { url: string; mediaType: string; name?: string | undefined };

/** A file as far as the page can show it. It loads what lies on this machine, and links to what lies elsewhere. */
export function Media({ url, mediaType, name }: MediaProps) {
  const [kind] = mediaType.split('/');
  const here = url.startsWith('http://127.0.0.1:');
  if (here && kind === 'image') return <img src={url} alt={name ?? `A picture: ${mediaType}`} width={160} />;
  // biome-ignore lint/a11y/useMediaCaption: nobody has written down what is said in it.
  if (here && kind === 'audio') return <audio src={url} controls preload="metadata" title={name} />;
  // biome-ignore lint/a11y/useMediaCaption: nobody has written down what is said in it.
  if (here && kind === 'video') return <video src={url} controls preload="metadata" width={240} title={name} />;
  return (
    <a class="text" href={url} target="_blank" rel="noreferrer" download={name}>
      <Icon name="file" /> {name ?? `${mediaType}: ${url}`}
    </a>
  );
}
