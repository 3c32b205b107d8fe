import type { DeskState, Phone, PhoneMessage, ShownCall, Telephone, Told } from '../protocol.ts';

/** `lost` from when the stream broke until all there is has come anew. */
export type Shown = {
  link: 'opening' | 'live' | 'lost';
  phones: Phone[];
  telephones: Telephone[];
  desk: DeskState | undefined;
};

export const nothing: Shown = { link: 'opening', phones: [], telephones: [], desk: undefined };

/** What the page shows after being told something more. */
export function fold(shown: Shown, told: Told | 'lost'): Shown {
  if (told === 'lost') return { ...shown, link: 'lost' };
  if (told.type === 'all') {
    const { phones, telephones, desk } = told;
    return { link: 'live', phones, telephones, desk };
  }
  if (told.type === 'desk') return { ...shown, desk: told.desk };
  if (told.type === 'call') {
    const telephones = shown.telephones.map((one) =>
      one.account === told.call.account ? withCall(one, told.call) : one,
    );
    return { ...shown, telephones };
  }
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

function withCall(telephone: Telephone, call: ShownCall): Telephone {
  const known = telephone.calls.some(({ sid }) => sid === call.sid);
  const calls = known ? telephone.calls.map((one) => (one.sid === call.sid ? call : one)) : [...telephone.calls, call];
  return { ...telephone, calls };
}
