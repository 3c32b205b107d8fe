/** An address as we keep it, in lower case; undefined where it is none that mail could reach. */
export function plainAddress(address: string | undefined): string | undefined {
  const plain = address?.trim().toLowerCase();
  return plain && plain.length <= 320 && /^[^\s<>@",;:]+@[^\s<>@",;:]+$/.test(plain) ? plain : undefined;
}

/** Whether an address is one of these, whatever label (`name+label@...`) either has. */
export const isOneOf = (address: string, addresses: readonly string[]): boolean =>
  addresses.some((other) => withoutLabel(other) === withoutLabel(address));

function withoutLabel(address: string): string {
  const plain = address.trim().toLowerCase();
  const at = plain.lastIndexOf('@');
  const [name = ''] = plain.slice(0, Math.max(0, at)).split('+', 1);
  return at === -1 ? plain : name + plain.slice(at);
}
