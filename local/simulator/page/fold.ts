import type { DeskState, Phone, PhoneMessage, Told } from '../protocol.ts';

/** `lost` from when the stream broke until all there is has come anew. */
export type Shown = { link: 'opening' | 'live' | 'lost'; phones: Phone[]; desk: DeskState | undefined };

export const nothing: Shown = { link: 'opening', phones: [], desk: undefined };

/** What the page shows after being told something more. */
export function fold(shown: Shown, told: Told | 'lost'): Shown {
  if (told === 'lost') return { ...shown, link: 'lost' };
  if (told.type === 'all') return { link: 'live', phones: told.phones, desk: told.desk };
  if (told.type === 'desk') return { ...shown, desk: told.desk };
  const { channel, sender, message } = told;
  const phones = shown.phones.map((phone) => {
    if (phone.channel !== channel) return phone;
    return { ...phone, screens: { ...phone.screens, [sender]: withMessage(phone.screens[sender] ?? [], message) } };
  });
  return { ...shown, phones };
}

function withMessage(messages: PhoneMessage[], message: PhoneMessage): PhoneMessage[] {
  const known = messages.some(({ id }) => id === message.id);
  return known ? messages.map((one) => (one.id === message.id ? message : one)) : [...messages, message];
}
