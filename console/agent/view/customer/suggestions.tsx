import { useSignal } from '@preact/signals';
import type { CustomerView } from '../../../../lib/console/protocol/customer.ts';
import { useConsole } from '../../state/context.ts';
import { fill } from '../../words.ts';
import { useRefusal } from './refusal.ts';
import { Section } from './section.tsx';
import { texts } from './texts.ts';

type Suggested = CustomerView['suggestions'];

/** Others who may be the same person; an agent who is sure confirms it. */
export function Suggestions({ thread, suggestions }: { thread: string; suggestions: Suggested }) {
  if (suggestions.length === 0) return null;
  return (
    <Section title={texts.suggestions}>
      <ul>
        {suggestions.map((suggestion) => (
          <Suggestion key={suggestion.proof} thread={thread} suggestion={suggestion} />
        ))}
      </ul>
    </Section>
  );
}

function Suggestion({ thread, suggestion }: { thread: string; suggestion: Suggested[number] }) {
  const { confirm } = useConsole();
  const refusalOf = useRefusal(thread);
  const { customer, why, proof } = suggestion;
  const isAsked = useSignal(false);
  const refused = useSignal<string | undefined>(undefined);

  // Once it is confirmed, a later reading of the customer has it no more.
  async function ask() {
    if (isAsked.value) return;
    isAsked.value = true;
    refused.value = await refusalOf(confirm(thread, proof));
    isAsked.value = refused.value === undefined;
  }

  return (
    <li class="customer-suggestion">
      <p dir="auto">{fill(texts.suggestion, { name: customer.name, why })}</p>
      <button
        type="button"
        class="button"
        aria-label={fill(texts.confirmWho, { name: customer.name })}
        aria-disabled={isAsked.value}
        onClick={ask}
      >
        {texts.confirm}
      </button>
      <span role="status" class="customer-quiet">
        {isAsked.value && texts.confirming}
      </span>
      {refused.value !== undefined && (
        <p role="alert" class="refusal">
          {refused.value}
        </p>
      )}
    </li>
  );
}
