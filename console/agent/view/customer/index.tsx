import type { CustomerView } from '../../../../lib/console/protocol/customer.ts';
import { useConsole } from '../../state/context.ts';
import { Failed } from '../failed.tsx';
import { Loading } from '../loading.tsx';
import { Addresses } from './addresses.tsx';
import { Attributes } from './attributes.tsx';
import { Conversations } from './conversations.tsx';
import { Suggestions } from './suggestions.tsx';
import { texts } from './texts.ts';
import { Who } from './who.tsx';
import { Why } from './why.tsx';

/** The right column: who the customer of the shown conversation is. */
export function CustomerPanel() {
  const { shown, customer, isLost } = useConsole();
  const thread = shown.value;
  if (thread === undefined) return null;
  const { value, failed } = customer(thread).value;
  return (
    <div class="customer">
      {failed !== undefined && !isLost(thread) && (
        <Failed words={value ? texts.stale(failed) : texts.failed(failed)} isOld={value !== undefined} />
      )}
      {value && <Known key={value.id} thread={thread} customer={value} />}
      {!value && failed === undefined && <Loading of="customer" words={texts.loading} lines={5} />}
    </div>
  );
}

function Known({ thread, customer }: { thread: string; customer: CustomerView }) {
  return (
    <>
      <Who customer={customer} />
      <Suggestions thread={thread} suggestions={customer.suggestions} />
      <Addresses addresses={customer.addresses} />
      <Attributes thread={thread} attributes={customer.attributes} />
      <Conversations conversations={customer.conversations} />
      <Why thread={thread} why={customer.why} />
    </>
  );
}
