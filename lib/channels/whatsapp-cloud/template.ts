import type { Content } from '../../message.ts';

type Template = Extract<Content, { type: 'template' }>;

/**
 * A template as WhatsApp wants it. Its `id` is `name` or `name:language`, as in `order_update:de`; en_US unless told. A
 * variable is one of the body, by its number or name; `header.1` is the header's; `button.0` the end of that button's address.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/template-messages
 */
export function template({ id, variables }: Template) {
  const [name = '', code = 'en_US'] = id.split(':');
  const components = [
    ...textsOf('header', variables),
    ...textsOf('body', variables),
    ...Object.entries(variables).flatMap(([key, text]) => {
      const index = /^button\.(\d)$/.exec(key)?.[1];
      if (index === undefined) return [];
      return [{ type: 'button', sub_type: 'url', index, parameters: [{ type: 'text', text }] }];
    }),
  ];
  return { name, language: { code }, ...(components.length > 0 && { components }) };
}

/** Numbered variables go in their order, named ones by their names. */
function textsOf(component: 'header' | 'body', variables: Template['variables']) {
  const own = Object.entries(variables).flatMap(([key, text]) => {
    const [, where = 'body', name = key] = /^(header|button)\.(.+)$/.exec(key) ?? [];
    return where === component ? [{ name, text }] : [];
  });
  const numbered = own.every(({ name }) => /^\d+$/.test(name));
  const parameters = own
    .toSorted((one, other) => (numbered ? Number(one.name) - Number(other.name) : 0))
    .map(({ name, text }) => ({ type: 'text', ...(!numbered && { parameter_name: name }), text }));
  return parameters.length > 0 ? [{ type: component, parameters }] : [];
}
