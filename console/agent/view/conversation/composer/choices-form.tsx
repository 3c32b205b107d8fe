import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Address } from '../../../../../lib/console/protocol/conversation.ts';
import type { Content } from '../../../../../lib/message.ts';
import { texts as common } from '../../../texts.ts';
import { texts } from '../texts.ts';

type Parts = {
  address: Address;
  title: string;
  menu: ComponentChildren;
  question: string;
  ask(question: string): void;
  send(content: Extract<Content, { type: 'choices' }>): void;
  cancel(): void;
};

/** Options that are offered where the channel has no buttons, and they are told by number. */
const byNumber = 10;

/** A question with options to choose from, as many as the channel shows. */
export function ChoicesForm({ address, title, menu, question, ask, send, cancel }: Parts) {
  const [options, setOptions] = useState<string[]>([]);
  const most = address.limits.choices || byNumber;
  const given = options.map((option) => option.trim()).filter((option) => option !== '');
  const ready = question.trim() !== '' && given.length > 0;
  // There is always an empty one, until there are as many as the channel shows.
  const shown = options.length < most ? [...options, ''] : options;

  function write(index: number, text: string): void {
    const written = shown.with(index, text);
    setOptions(written.slice(0, written.findLastIndex((option) => option !== '') + 1));
  }

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (!ready) return;
    // The newest question with an option of this id is the one that was answered, so every question has ids of its own.
    const asked = crypto.randomUUID().slice(0, 8);
    send({
      type: 'choices',
      text: question.trim(),
      options: [...new Set(given)].map((text, index) => ({ id: `${asked}-${index + 1}`, text })),
    });
  }

  return (
    <form
      class="composer-form"
      onSubmit={submit}
      onKeyDown={({ key }) => {
        if (key === 'Escape') cancel();
      }}
    >
      <label class="labelled">
        {texts.question}
        <input class="field" dir="auto" value={question} onInput={({ currentTarget }) => ask(currentTarget.value)} />
      </label>
      <fieldset class="options">
        <legend>{texts.options(most)}</legend>
        {shown.map((option, index) => (
          <input
            key={index}
            class="field"
            dir="auto"
            aria-label={texts.option(index + 1)}
            placeholder={texts.option(index + 1)}
            value={option}
            onInput={({ currentTarget }) => write(index, currentTarget.value)}
          />
        ))}
      </fieldset>
      {!address.sends.includes('choices') && <p class="composer-hint">{texts.choicesInWords(title)}</p>}
      <div class="form-end">
        <button type="button" class="button" onClick={cancel}>
          {common.cancel}
        </button>
        <span class="send">
          <button type="submit" class="button button-main send-button" disabled={!ready}>
            {texts.sendOn(title)}
          </button>
          {menu}
        </span>
      </div>
    </form>
  );
}
