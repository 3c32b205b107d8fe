import type { Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Conversation } from '../../../../../lib/console/protocol/conversation.ts';
import { useConsole } from '../../../state/context.ts';
import { titleOf } from '../address-title.ts';
import { texts } from '../texts.ts';
import { AddressMenu } from './address-menu.tsx';
import { AnswerBox } from './answer-box.tsx';
import { ChoicesForm } from './choices-form.tsx';
import { useDraft } from './draft.ts';
import { TemplateForm } from './template-form.tsx';
import { addressFor, wayOf } from './way.ts';

type Parts = { conversation: Conversation; files: Signal<File[]> };

/** The answer to the customer: a text, choices or a template, or why there is none at this address. */
export function Answer({ conversation, files }: Parts) {
  const { now, say } = useConsole();
  const { thread, addresses, customer } = conversation;
  const draft = useDraft(thread);
  const [form, setForm] = useState<'choices' | 'template'>();
  const address = addressFor(conversation, draft.on);
  if (!address) return <p class="composer-closed">{texts.noAddress}</p>;

  const way = wayOf(address, address.window ? now.value : 0);
  const menu = <AddressMenu addresses={addresses} chosen={address.thread} choose={draft.choose} />;
  const title = titleOf(address.thread, addresses);
  const close = () => setForm(undefined);
  const template = (cancel?: () => void) => (
    <TemplateForm
      send={(content) => {
        say(thread, address.thread, content);
        close();
      }}
      cancel={cancel}
      title={title}
      menu={menu}
    />
  );

  if (way.is === 'closed')
    return (
      <Closed menu={menu}>
        <strong>{texts.closedOn(title)}</strong> {way.reason}
      </Closed>
    );
  if (way.is === 'window')
    return (
      <>
        <Closed menu={way.templates ? null : menu}>
          <strong>{texts.windowClosed(title)}</strong> {way.remedy} {texts.windowOpens(customer.name)}
        </Closed>
        {way.templates && template()}
      </>
    );
  if (form === 'template') return template(close);
  if (form === 'choices')
    return (
      <ChoicesForm
        address={address}
        title={title}
        menu={menu}
        cancel={close}
        question={draft.text}
        ask={draft.write}
        send={(content) => {
          say(thread, address.thread, content);
          draft.clear();
          close();
        }}
      />
    );
  return (
    <AnswerBox
      conversation={conversation}
      address={address}
      closesAt={way.closesAt}
      draft={draft}
      files={files}
      title={title}
      menu={menu}
      fill={setForm}
    />
  );
}

const Closed = ({ menu, children }: { menu: ComponentChildren; children: ComponentChildren }) => (
  <div class="composer-closed">
    <p>{children}</p>
    {menu}
  </div>
);
