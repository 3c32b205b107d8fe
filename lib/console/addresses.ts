import type { Channel } from '../channels/channel.ts';
import { channelOf } from '../channels/index.ts';
import type { ThreadState } from '../conversation/state.ts';
import { isCall, threadKey } from '../thread.ts';
import type { Address } from './protocol/conversation.ts';

/** Where a customer can be answered, and what each place takes; the thread last written on first. */
export const addressesOf = (threads: ThreadState[]): Promise<Address[]> => Promise.all(threads.map(addressOf));

async function addressOf(state: ThreadState): Promise<Address> {
  const { thread, lastMessageAt } = state;
  const place = { thread: threadKey(thread), ...thread, lastMessageAt };
  if (isCall(thread))
    return { ...place, ...nothing, closed: 'A call hears only what is spoken: write on another channel.' };
  const channel = await channelOf(thread.channel);
  if (!channel) return { ...place, ...nothing, closed: `There is no channel "${thread.channel}" any more.` };
  const { limits, sends, signals } = channel;
  return { ...place, limits, sends: [...sends], signals: [...signals], ...windowOf(channel, state) };
}

const nothing = { limits: { text: 0, choices: 0 }, sends: [], signals: [] };

/** Until when an agent may say anything; who has never written may be told nothing of their own accord. */
function windowOf({ window }: Channel, { heardAt }: ThreadState): Pick<Address, 'window'> {
  if (!window) return {};
  const until = heardAt === undefined ? 0 : heardAt + (window.agent ?? window.open);
  const remedy = window.beyond.includes('template')
    ? 'Send a template, or write on another channel.'
    : 'Write on another channel, or wait until the customer writes again.';
  return { window: { until, remedy } };
}
