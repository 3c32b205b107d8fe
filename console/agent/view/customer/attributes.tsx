import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { AddAttribute } from './add-attribute.tsx';
import { Attribute, type Known } from './attribute.tsx';
import { Section } from './section.tsx';
import { texts } from './texts.ts';

type Props = { thread: string; attributes: readonly Known[] };

/** What is known of the customer, each of it to be changed in place. */
export function Attributes({ thread, attributes }: Props) {
  /** The name of one that is not written down yet. */
  const added = useSignal<string | undefined>(undefined);
  const forget = () => {
    added.value = undefined;
  };
  const isThere = attributes.some(({ name }) => name === added.value);
  useEffect(() => {
    if (isThere) forget();
  }, [isThere]);
  const rows: readonly Known[] =
    added.value === undefined || isThere ? attributes : [...attributes, { name: added.value, value: null }];
  return (
    <Section title={texts.attributes}>
      {rows.length === 0 && <p class="quiet">{texts.noAttributes}</p>}
      <dl>
        {rows.map((attribute) => (
          <Attribute
            key={attribute.name}
            thread={thread}
            attribute={attribute}
            {...(attribute.name === added.value && { isNew: true, giveUp: forget })}
          />
        ))}
      </dl>
      {added.value === undefined && (
        <AddAttribute
          taken={attributes.map(({ name }) => name)}
          add={(name) => {
            added.value = name;
          }}
        />
      )}
    </Section>
  );
}
