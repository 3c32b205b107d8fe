import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Content } from '../../../../../lib/message.ts';
import { texts as common } from '../../../texts.ts';
import { texts } from '../texts.ts';
import { templateOf, type Variable } from './template.ts';

type Parts = {
  title: string;
  menu: ComponentChildren;
  send(content: Extract<Content, { type: 'template' }>): void;
  /** Absent where nothing but a template can be sent. */
  cancel?: (() => void) | undefined;
};

/** An approved template by its id, with its variables: nothing lists them yet. */
export function TemplateForm({ title, menu, send, cancel }: Parts) {
  const [id, setId] = useState('');
  const [variables, setVariables] = useState<Variable[]>([]);
  // There is always an empty one, to be filled in.
  const shown = [...variables, { name: '', value: '' }];

  function write(index: number, change: Partial<Variable>): void {
    const written = shown.map((one, at) => (at === index ? { ...one, ...change } : one));
    setVariables(written.slice(0, written.findLastIndex(({ name, value }) => name !== '' || value !== '') + 1));
  }

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (id.trim() === '') return;
    send(templateOf(id, variables));
    setId('');
    setVariables([]);
  }

  return (
    <form
      class="composer-form"
      onSubmit={submit}
      onKeyDown={({ key }) => {
        if (key === 'Escape') cancel?.();
      }}
    >
      <label class="labelled">
        {texts.templateId}
        <input
          class="field"
          required
          spellcheck={false}
          autocomplete="off"
          value={id}
          onInput={({ currentTarget }) => setId(currentTarget.value)}
        />
      </label>
      <fieldset class="variables">
        <legend>{texts.variables}</legend>
        {shown.map(({ name, value }, index) => (
          <span key={index} class="variable">
            <input
              class="field"
              aria-label={texts.variableName(index + 1)}
              placeholder={`${index + 1}`}
              spellcheck={false}
              autocomplete="off"
              value={name}
              onInput={({ currentTarget }) => write(index, { name: currentTarget.value })}
            />
            <input
              class="field"
              dir="auto"
              aria-label={texts.variableValue(index + 1)}
              placeholder={texts.value}
              value={value}
              onInput={({ currentTarget }) => write(index, { value: currentTarget.value })}
            />
          </span>
        ))}
      </fieldset>
      <div class="form-end">
        {cancel && (
          <button type="button" class="button" onClick={cancel}>
            {common.cancel}
          </button>
        )}
        <span class="send">
          <button type="submit" class="button button-main send-button" disabled={id.trim() === ''}>
            {texts.sendOn(title)}
          </button>
          {menu}
        </span>
      </div>
    </form>
  );
}
