import { reasonOf } from '../../lib/errors.ts';
import type { Provider, Says, Shown } from '../providers/provider.ts';
import { customers } from './customers.ts';
import type { Mark, Phone, PhoneMessage, Told } from './protocol.ts';

type Said = { channel: string; sender: string; says: Says };

export type Screens = ReturnType<typeof openScreens>;

/**
 * The example customers' phones with the mark of each message they sent; `tell` hears of everything new on them. `here` gives
 * the address on this machine of a file that we sent.
 */
export function openScreens(
  providers: Record<string, Provider>,
  tell: (told: Told) => void,
  here: (url: string) => string = (url) => url,
) {
  const marks = new Map<string, Mark>();
  const unwatch = Object.values(providers).map((provider) =>
    provider.watch((sender, shown) =>
      tell({ type: 'message', channel: provider.channel, sender, message: look(shown) }),
    ),
  );

  const look = ({ media, ...message }: Shown): Shown => ({
    ...message,
    ...(media && { media: { ...media, url: here(media.url) } }),
  });

  function messagesOf({ channel, shown }: Provider, sender: string): PhoneMessage[] {
    return shown(sender).map((message) => {
      const mark = marks.get(`${channel} ${message.id}`);
      return { ...look(message), ...(mark && { mark }) };
    });
  }

  return {
    all: (): Phone[] =>
      Object.entries(providers).map(([channel, provider]) => {
        const people = customers[channel] ?? [];
        const screens = people.map(({ sender }) => [sender, messagesOf(provider, sender)]);
        return { channel, can: provider.can, customers: people, screens: Object.fromEntries(screens) };
      }),

    /** Does what the customer does, and is done once the phone shows it: whether we took it becomes the message's mark. */
    async say({ channel, sender, says }: Said): Promise<void> {
      const provider = providers[channel];
      const customer = customers[channel]?.find((one) => one.sender === sender);
      if (!provider || !customer) throw new Error(`there is no customer ${sender} on ${channel}`);
      const before = provider.shown(sender).length;
      const answer = provider.say(sender, says, customer);
      const shown = provider.shown(sender)[before];
      if (!shown) {
        await answer;
        return;
      }
      const put = (mark: Mark) => {
        marks.set(`${channel} ${shown.id}`, mark);
        tell({ type: 'message', channel, sender, message: { ...look(shown), mark } });
      };
      put({ state: 'sending' });
      void markOf(answer).then(put);
    },

    close(): void {
      for (const end of unwatch) end();
    },
  };
}

const markOf = (answer: ReturnType<Provider['say']>): Promise<Mark> =>
  answer.then(
    ({ status, body }) =>
      status < 300
        ? { state: 'taken' }
        : { state: 'refused', reason: `Seaway answered ${status}${body && `: ${body.slice(0, 200)}`}` },
    (thrown) => ({ state: 'refused', reason: `Seaway did not answer: ${reasonOf(thrown)}` }),
  );
