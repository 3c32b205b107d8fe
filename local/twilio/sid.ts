import { randomBytes } from 'node:crypto';
import type { Clock } from './clock.ts';

export type SidPrefix =
  | ('AC' | 'WS' | 'WA' | 'WK' | 'WQ' | 'WW' | 'WT' | 'WR' | 'WC' | 'TC' | 'EV')
  | ('IS' | 'CH' | 'MB' | 'WH' | 'IM' | 'KD' | 'UO' | 'KG');

/** Whether the text is a SID of that kind: the prefix and 32 hexadecimal digits. */
export const isSid = (prefix: SidPrefix, text: string): boolean =>
  text.startsWith(prefix) && /^[A-Z]{2}[0-9a-fA-F]{32}$/.test(text);

/** Makes SIDs that sort by their time of birth, so that a page goes on after a deleted item. */
export function createSids(clock: Clock): (prefix: SidPrefix) => string {
  let born = 0;
  return (prefix) => {
    born = (born + 1) % 0x1000000;
    const time = clock.now().toString(16).padStart(12, '0');
    return prefix + time + born.toString(16).padStart(6, '0') + randomBytes(7).toString('hex');
  };
}
