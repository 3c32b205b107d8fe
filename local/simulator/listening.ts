import type { Call } from '../phone/call.ts';
import { readTwiml } from '../phone/grammar.ts';
import type { XmlElement } from '../phone/xml.ts';
import type { Keys } from './protocol.ts';

/** What a call that waits at a Gather or a Record listens for, as its newest document says. */
export function listeningOf({ waitsAt, exchanges }: Call): { keys?: Keys; speech: boolean } {
  if (waitsAt === 'Record') return { keys: { most: 1, finish: '' }, speech: false };
  if (waitsAt !== 'Gather') return { speech: false };
  const gather = exchanges.map(({ twiml }) => gatherIn(twiml)).findLast((found) => found !== undefined);
  const { input = 'dtmf', numDigits, finishOnKey = '#' } = gather?.attributes ?? {};
  return {
    ...(input.includes('dtmf') && { keys: { finish: finishOnKey, ...(numDigits && { most: Number(numDigits) }) } }),
    speech: input.includes('speech'),
  };
}

/** Nothing is waited for in a document that cannot be read. */
function gatherIn(twiml: string): XmlElement | undefined {
  try {
    return readTwiml(twiml).find(({ name }) => name === 'Gather');
  } catch {
    return undefined;
  }
}
