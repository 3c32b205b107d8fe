import { useSignal } from '@preact/signals';
import type { CustomerView } from '../../../../lib/console/protocol/customer.ts';
import { useConsole } from '../../state/context.ts';
import { Refusal } from '../refusal.tsx';
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
  const { customer, why, proof } = suggestion;
  const isAsked = useSignal(false);
  const refused = useSignal<string | undefined>(undefined);

  // Once it is confirmed, a later reading of the customer has it no more.
  async function ask() {
    if (isAsked.value) return;
    isAsked.value = true;
    refused.value = await confirm(thread, proof);
    isAsked.value = refused.value === undefined;
  }

  return (
    <li class="customer-suggestion">
      <p dir="auto">{texts.suggestion(customer.name, why)}</p>
      <button
        type="button"
        class="button"
        aria-label={texts.confirmWho(customer.name)}
        aria-disabled={isAsked.value}
        onClick={ask}
      >
        {texts.confirm}
      </button>
      <span role="status" class="quiet">
        {isAsked.value && texts.confirming}
      </span>
      <Refusal why={refused.value} />
    </li>
  );
}
