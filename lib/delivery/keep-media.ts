import type { Fetched } from '../channels/channel.ts';
import { agentsOf } from '../conversation/tell-agents.ts';
import type { Attempt, Carrier } from '../delivery.ts';
import type { Effect } from '../effect.ts';
import { Permanent, reasonOf } from '../errors.ts';
import { anything, inspect } from '../media/inspect.ts';
import { folderOf, keyOf, urlOf } from '../media/key.ts';
import { tellConsoles } from './notify.ts';

type Keep = Extract<Effect, { type: 'keep-media' }>;

/** What becomes of a line's file: it is kept with us, or kept out, for a reason that is told. */
export type Settled = { url: string; mediaType: string } | { url: ''; withheld: string };

/**
 * Gets the file of a line from where it lies, looks into it, and keeps it under a key that is the same each time, or keeps
 * it out and says why in the line. Throws Transient where it should be tried again; at the last try it is kept out.
 */
export async function keepMedia(
  carrier: Carrier,
  effect: Keep,
  { last }: Attempt,
  fetch: () => Promise<Fetched> = () => fetchFile(carrier, effect),
): Promise<void> {
  const { thread, sk, url } = effect;
  const content = (await carrier.transcript.line(thread, sk))?.content;
  // It was done before, or the customer has edited or deleted the message since.
  if (content?.type !== 'media' || content.url !== url) return;
  const settled = await keep(carrier, effect, fetch).catch((error): Settled => {
    if (!(error instanceof Permanent || last)) throw error;
    return { url: '', withheld: `The file is kept out: ${reasonOf(error)}.` };
  });
  await carrier.transcript.settleFile(thread, sk, url, settled);
  const state = await carrier.state(thread);
  if (state) await tellConsoles(carrier, thread, agentsOf(state), 'changed');
  if ('withheld' in settled) carrier.count('media_withheld', { channel: thread.channel });
}

async function keep(carrier: Carrier, effect: Keep, fetch: () => Promise<Fetched>): Promise<Settled> {
  const { thread, sk, mediaType: said, name } = effect;
  const file = await fetch();
  const claim = { mediaType: anything.test(said) ? file.mediaType : said, name: name ?? file.name };
  const { mediaType, extension } = await inspect(file.body, claim, carrier.mediaRules);
  const key = `${folderOf(thread)}${sk.replace('MESSAGE#', '')}.${extension}`;
  await carrier.media.put(key, file.body, mediaType);
  return { url: urlOf(key), mediaType };
}

/** What a customer uploaded themselves lies with us already, where their channel lets them. */
async function fetchFile(carrier: Carrier, { thread, url }: Keep): Promise<Fetched> {
  const key = keyOf(url);
  if (key === undefined) return (await carrier.connect(thread)).fetch(url, carrier.http);
  if (!key.startsWith(folderOf(thread))) throw new Permanent('it is not of this conversation');
  return { body: await carrier.media.get(key) };
}
