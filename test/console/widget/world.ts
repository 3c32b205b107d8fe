import type { Chat, Deed, Happening, Kept, Seen } from '../../../console/widget/machine/chat.ts';
import { newChat } from '../../../console/widget/machine/chat.ts';
import type { Entry, Frame } from '../../../console/widget/machine/entry.ts';
import { step } from '../../../console/widget/machine/step.ts';
import type { Line, Push } from '../../../console/widget/protocol.ts';

/** What a browser keeps of its tabs. */
type Disk = { outbox: Map<string, Entry>; session: Kept | undefined; seen: Seen | undefined };

/** The business: what it has taken by the ids of frames, what waits to be worked on, and the history. */
type Business = { taken: Map<string, Frame>; toDo: Frame[]; lines: Line[] };

/** One thing that is on its way over the network, and what happens when it arrives. */
type OnItsWay = { kind: Deed['do'] | 'push' | 'answer'; epoch: number; arrive(): void };

/**
 * A tab, a browser's disk and a business, and between them a network of which the test decides what arrives and when. Time
 * passes by a millisecond with everything that happens.
 */
export function openWorld() {
  const disk: Disk = { outbox: new Map(), session: undefined, seen: undefined };
  const business: Business = { taken: new Map(), toDo: [], lines: [] };
  let chat: Chat = newChat({ session: undefined, seen: undefined, outbox: [] });
  let network: OnItsWay[] = [];
  let timer: number | undefined;
  let connected: number | undefined;
  let now = 1_000;

  function happen(happening: Happening): void {
    now += 1;
    const [next, ...deeds] = step(chat, happening, now);
    chat = next;
    for (const deed of deeds) perform(deed);
  }

  const onItsWay = (kind: OnItsWay['kind'], epoch: number, arrive: () => void) => network.push({ kind, epoch, arrive });

  function perform(deed: Deed): void {
    switch (deed.do) {
      case 'enter': {
        const session = { token: 'token', sender: 'visitor', expiresAt: now + 30 * 86_400_000, socket: 'wss://x' };
        const { epoch, who } = deed;
        onItsWay('enter', epoch, () => happen({ type: 'entered', epoch, session, who }));
        break;
      }
      case 'connect':
        onItsWay('connect', deed.epoch, () => {
          connected = deed.epoch;
          happen({ type: 'listening', epoch: deed.epoch });
        });
        break;
      case 'read': {
        const first = deed.after ?? Math.max(0, business.lines.length - 50);
        const last = Math.min(business.lines.length, first + 3);
        const history = { lines: business.lines.slice(first, last), last, more: last < business.lines.length };
        onItsWay('read', deed.epoch, () => happen({ type: 'read', epoch: deed.epoch, history }));
        break;
      }
      case 'send':
        onItsWay('send', deed.epoch, () => take(deed.frame, deed.epoch));
        break;
      case 'cut':
        cutNetwork();
        break;
      case 'wake':
        timer = deed.epoch;
        break;
      case 'keep':
        disk.outbox.set(deed.entry.id, deed.entry);
        break;
      case 'drop':
        disk.outbox.delete(deed.id);
        break;
      case 'keep-session':
        disk.session = deed.session;
        break;
      case 'keep-seen':
        disk.seen = deed.seen;
        break;
    }
  }

  /** The frame is with the business, whether its answer comes back or not. */
  function take(frame: Frame, epoch: number): void {
    if (!business.taken.has(frame.id)) {
      business.taken.set(frame.id, frame);
      business.toDo.push(frame);
    }
    onItsWay('answer', epoch, () => happen({ type: 'heard', epoch, heard: { type: 'taken', id: frame.id } }));
  }

  /** What was asked for by HTTP may still arrive. */
  function cutNetwork(): void {
    connected = undefined;
    network = network.filter(({ kind }) => kind === 'read' || kind === 'enter');
  }

  function add(line: Omit<Line, 'line' | 'at'>): Line {
    now += 1;
    const added = { ...line, line: business.lines.length + 1, at: now };
    business.lines.push(added);
    return added;
  }

  const world = {
    say: (id: string) => happen({ type: 'say', id, said: { type: 'message', text: id } }),

    /** The business works on the next thing that it has taken. */
    work(): void {
      const frame = business.toDo.shift();
      if (frame?.type === 'message')
        add({ id: frame.id, from: 'customer', content: { type: 'text', text: frame.text } });
    },

    /** The business says something, which is pushed `times` times to whoever is connected, in up to two parts. */
    answer(id: string, times: number, parts: number): void {
      const texts = Array.from({ length: parts }, (_, index) => `${id}.${index}`);
      const { line, at } = add({ id, from: 'business', content: { type: 'text', text: texts.join('') } });
      const epoch = connected;
      if (epoch === undefined) return;
      for (const [index, text] of Array.from({ length: times }, () => [...texts.entries()]).flat()) {
        const part = parts > 1 ? { part: index + 1, parts } : {};
        const heard: Push = {
          type: 'message',
          id,
          line,
          at,
          content: { type: 'text', text },
          by: undefined,
          part: undefined,
          parts: undefined,
          ...part,
        };
        onItsWay('push', epoch, () => happen({ type: 'heard', epoch, heard }));
      }
    },

    /** One of the things on their way arrives; pushes may overtake everything, the rest keeps its order. */
    arrive(which: number): void {
      const index = which % Math.max(1, network.length);
      const chosen = network[index];
      if (!chosen) return;
      const first = chosen.kind === 'push' ? chosen : network.find(({ kind }) => kind !== 'push');
      if (!first) return;
      network = network.filter((one) => one !== first);
      first.arrive();
    },

    /** The network goes away; the frame that was under way may have got through. */
    cut(through: boolean): void {
      const sending = network.find(({ kind }) => kind === 'send');
      cutNetwork();
      if (through && sending) sending.arrive();
      network = network.filter(({ kind }) => kind !== 'answer');
      happen({ type: 'closed', epoch: chat.link.epoch });
    },

    wake(): void {
      const epoch = timer;
      timer = undefined;
      if (epoch !== undefined) happen({ type: 'wake', epoch });
    },

    /** The page is loaded again: all that is left is what was kept. */
    reload(): void {
      cutNetwork();
      network = [];
      timer = undefined;
      const { session, seen, outbox } = disk;
      const { epoch } = chat.link;
      chat = newChat({ session, seen, outbox: [...outbox.values()] });
      chat = { ...chat, link: { ...chat.link, epoch } };
      happen({ type: 'want' });
    },

    /** Nothing stands in the way any more, until nothing happens any more. */
    settle(): void {
      happen({ type: 'want' });
      for (let rounds = 0; rounds < 3; rounds += 1) {
        while (network.length > 0 || timer !== undefined || business.toDo.length > 0) {
          if (network.length > 0) world.arrive(0);
          else if (business.toDo.length > 0) world.work();
          else world.wake();
        }
        happen({ type: 'tick' });
      }
    },

    happen,
    disk,
    business,
    chat: () => chat,
  };
  return world;
}
