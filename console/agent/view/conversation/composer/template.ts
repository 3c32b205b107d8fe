import type { Content } from '../../../../../lib/message.ts';

export type Variable = { name: string; value: string };

/** The template as it is sent: variables without a name are numbered, as WhatsApp numbers them; those without a value are left out. */
export function templateOf(id: string, variables: readonly Variable[]): Extract<Content, { type: 'template' }> {
  const named = variables.map(({ name, value }, index) => [name.trim() || `${index + 1}`, value.trim()] as const);
  return { type: 'template', id: id.trim(), variables: Object.fromEntries(named.filter(([, value]) => value !== '')) };
}
