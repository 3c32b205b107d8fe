import type { Content } from '../../../../../lib/message.ts';
import { Icon } from '../../icon.tsx';
import { texts } from '../texts.ts';
import { Card } from './card.tsx';
import type { Picture } from './light-box.tsx';
import { MediaView } from './media.tsx';
import { Text } from './text.tsx';

type Parts = { content: Content; taken: string | undefined; show(picture: Picture): void };

/** What a message says, whatever kind it is of. */
export function ContentView({ content, taken, show }: Parts) {
  switch (content.type) {
    case 'text':
      return <Text text={content.text} />;
    case 'media':
      return (
        <>
          <MediaView media={content} show={show} />
          {content.caption && <Text text={content.caption} />}
        </>
      );
    case 'location': {
      const { latitude, longitude, name, address } = content;
      const map = `https://www.google.com/maps/search/?api=1&query=${latitude},${longitude}`;
      return (
        <Card icon="pin" title={name ?? texts.kinds.location} href={map}>
          {address ?? `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`}
        </Card>
      );
    }
    case 'choices':
      return <Choices content={content} taken={taken} />;
    case 'template':
      return <Template content={content} />;
    case 'reaction':
      return <p class="bubble-text">{texts.reacted(content.emoji)}</p>;
    case 'contact': {
      const links = [...content.phones.map((phone) => `tel:${phone}`), ...content.emails.map((one) => `mailto:${one}`)];
      return (
        <Card icon="person" title={content.name}>
          {links.map((href) => (
            <a key={href} href={href}>
              {href.slice(href.indexOf(':') + 1)}
            </a>
          ))}
        </Card>
      );
    }
  }
}

type Of<Type extends Content['type']> = { content: Extract<Content, { type: Type }> };

/** As they were shown, with the one that was taken. */
const Choices = ({ content: { text, options }, taken }: Of<'choices'> & { taken: string | undefined }) => (
  <>
    <Text text={text} />
    <ul class="choices">
      {options.map(({ id, text: words }) => (
        <li key={id} class={id === taken ? 'choice is-taken' : 'choice'} dir="auto">
          {id === taken && <Icon name="tick" />}
          {words}
          {id === taken && <span class="hidden"> ({texts.taken})</span>}
        </li>
      ))}
    </ul>
  </>
);

const Template = ({ content: { id, variables } }: Of<'template'>) => (
  <Card icon="file" title={texts.kinds.template(id)}>
    {Object.entries(variables).map(([name, value]) => (
      <span key={name} class="template-variable">
        {name}: <bdi>{value}</bdi>
      </span>
    ))}
  </Card>
);
