import type { Attempt, Carrier } from '../delivery.ts';
import type { Effect } from '../effect.ts';
import { Permanent } from '../errors.ts';
import type { Content } from '../message.ts';
import { keepMedia } from './keep-media.ts';

/**
 * What a message says, with a file that an agent has sent in Flex kept with us by then, as any other: no channel could fetch it
 * there. Throws Permanent where it is kept out, Transient where it should be tried again.
 */
export async function withAgentFile(
  carrier: Carrier,
  { id, thread, sk, content }: Extract<Effect, { type: 'send' }>,
  attempt: Attempt,
): Promise<Content> {
  const { flex } = carrier;
  if (!flex || content.type !== 'media' || !content.url.startsWith('flex:')) return content;
  const { url, mediaType, name } = content;
  const effect = { type: 'keep-media' as const, id, thread, sk, url, mediaType, ...(name !== undefined && { name }) };
  await keepMedia(carrier, effect, attempt, () => flex.file(url));
  const kept = (await carrier.transcript.line(thread, sk))?.content ?? content;
  if (kept.type === 'media' && kept.withheld !== undefined) throw new Permanent(kept.withheld);
  return kept;
}
