import * as z from 'zod';
import type { Shown } from '../provider.ts';
import { serverChannel } from './ids.ts';
import { row, type Sent } from './rules.ts';

type Look = Pick<Shown, 'text' | 'options' | 'media'>;

/** What a message of ours looks like; `media` is the file that came with it. */
export function seen({ content, components = [] }: Sent, media: Shown['media']): Look {
  const options = components
    .flatMap((row) => row.components)
    .flatMap((component) =>
      component.type === 2
        ? { id: component.custom_id, text: component.label }
        : component.options.map(({ value, label }) => ({ id: value, text: label })),
    );
  return { text: content ?? '', ...(options.length > 0 && { options }), ...(media && { media }) };
}

const shape = z.object({ channel_id: z.string(), components: z.array(row) });

/** What Discord makes of a press of this option under a message of ours, and whether it is in the server. */
export function pressed(raw: unknown, option: string) {
  const { channel_id, components } = shape.parse(raw);
  const isButton = components.some((one) => one.components.some(({ custom_id }) => custom_id === option));
  const menu = components
    .flatMap((one) => one.components)
    .find((component) => component.type === 3 && component.options.some(({ value }) => value === option));
  const data = isButton
    ? { component_type: 2, custom_id: option }
    : { component_type: 3, custom_id: menu?.custom_id, values: [option] };
  return { inServer: channel_id === serverChannel, data };
}
