import type { Conversation } from '../../../../../lib/console/protocol/conversation.ts';
import { useConsole } from '../../../state/context.ts';
import { texts } from '../texts.ts';

/** That the customer is typing, on whichever channel; its place is always there, so that nothing moves. */
export function Typing({ conversation }: { conversation: Conversation }) {
  const { typing } = useConsole();
  const { customer, thread, addresses } = conversation;
  const types = [thread, ...addresses.map((address) => address.thread)].some((one) => typing.value.has(one));
  return (
    <p class="typing" aria-live="polite">
      {types && texts.typing(customer.name)}
    </p>
  );
}
