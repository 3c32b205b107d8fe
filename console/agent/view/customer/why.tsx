import { useConsole } from '../../state/context.ts';
import { texts } from './texts.ts';

/** How the conversation came to whom it did: one sentence, which unfolds to the others. */
export function Why({ thread, why: [first, ...facts] }: { thread: string; why: string[] }) {
  const { work } = useConsole();
  if (first === undefined) return null;
  const { offers = [], tasks = [] } = work.value.value ?? {};
  const isMine = [...offers, ...tasks].some((item) => item.thread === thread);
  const title = isMine ? texts.whyMe : texts.whyThem;
  if (facts.length === 0)
    return (
      <p class="customer-why">
        <strong>{title}</strong> {first}
      </p>
    );
  return (
    <details class="customer-why">
      <summary>
        <strong>{title}</strong> {first}
      </summary>
      <ul>
        {facts.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
    </details>
  );
}
