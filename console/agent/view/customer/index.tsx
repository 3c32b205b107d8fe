import type { CustomerView } from '../../../../lib/console/protocol/customer.ts';
import { useConsole } from '../../state/context.ts';
import { Addresses } from './addresses.tsx';
import { Attributes } from './attributes.tsx';
import { Conversations } from './conversations.tsx';
import { Suggestions } from './suggestions.tsx';
import { texts } from './texts.ts';
import { Who } from './who.tsx';
import { Why } from './why.tsx';

/** The right column: who the customer of the shown conversation is. */
export function CustomerPanel() {
  const { shown, customer } = useConsole();
  const thread = shown.value;
  if (thread === undefined) return null;
  const { value, failed } = customer(thread).value;
  return (
    <div class="customer">
      {failed !== undefined && <Failed why={failed} isOld={value !== undefined} />}
      {value && <Known key={value.id} thread={thread} customer={value} />}
      {!value && failed === undefined && <Loading />}
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

function Failed({ why, isOld }: { why: string; isOld: boolean }) {
  const { refresh } = useConsole();
  return (
    <p class="customer-failed" role="status">
      {isOld ? texts.stale : texts.failed} {why}{' '}
      <button type="button" class="link" onClick={refresh}>
        {texts.again}
      </button>
    </p>
  );
}

function Loading() {
  return (
    <div class="customer-loading" role="status">
      <span class="hidden">{texts.loading}</span>
      {['name', 'language', 'address', 'attribute', 'conversation'].map((what) => (
        <div key={what} class={`skeleton customer-loading-${what}`} />
      ))}
    </div>
  );
}
