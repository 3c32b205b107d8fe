import { type Chat, type Deed, type Happening, newChat } from '../../../console/widget/machine/chat.ts';
import type { Frame } from '../../../console/widget/machine/entry.ts';
import { step } from '../../../console/widget/machine/step.ts';
import type { Push } from '../../../console/widget/protocol.ts';
import type { Business } from './business.ts';
import type { Disk } from './disk.ts';

/** One thing that is on its way over the network, and what happens when it arrives. */
type OnItsWay = { kind: 'enter' | 'connect' | 'read' | 'send' | 'answer' | 'push'; arrive(): void };

type Place = { disk: Disk; business: Business; now(): number; isBlocked(): boolean };

export type Tab = ReturnType<typeof openTab>;

/** A tab of a visitor's browser, and between it and the business a network of which the test decides what arrives and when. */
export function openTab({ disk, business, now, isBlocked }: Place) {
  const kept = disk.open((happening) => happen(happening));
  let chat = newChat(kept.load());
  let network: OnItsWay[] = [];
  let timer: number | undefined;
  let connected: number | undefined;
  /** How the business answers the frames that come next. */
  let refusals: { status: number; taken: boolean }[] = [];

  function happen(happening: Happening): void {
    const [next, ...deeds] = step(chat, happening, now());
    chat = next;
    for (const deed of deeds) perform(deed);
  }

  const onItsWay = (kind: OnItsWay['kind'], arrive: () => void) => network.push({ kind, arrive });

  function perform(deed: Deed): void {
    const { token } = chat.session ?? {};
    switch (deed.do) {
      case 'enter': {
        const { epoch, who, resume } = deed;
        onItsWay('enter', () => {
          if (resume !== undefined && !business.knows(resume)) happen({ type: 'not-entered', epoch, status: 401 });
          else happen({ type: 'entered', epoch, session: business.session(), who });
        });
        break;
      }
      case 'connect':
        onItsWay('connect', () => {
          if (isBlocked() || !business.knows(token)) return happen({ type: 'closed', epoch: deed.epoch });
          connected = deed.epoch;
          happen({ type: 'listening', epoch: deed.epoch });
        });
        break;
      case 'read':
      case 'read-earlier': {
        const { epoch, after } = deed;
        const history = business.history(after, deed.do === 'read' ? undefined : deed.limit);
        onItsWay('read', () => {
          if (!business.knows(token)) happen({ type: 'not-read', epoch, status: 401 });
          else if (deed.do === 'read') happen({ type: 'read', epoch, history });
          else happen({ type: 'read-earlier', epoch, after: deed.after, history });
        });
        break;
      }
      case 'send':
        onItsWay('send', () => take(deed.frame, deed.epoch, token));
        break;
      case 'cut':
        cutNetwork();
        break;
      case 'wake':
        timer = deed.epoch;
        break;
      case 'keep':
        kept.keep(deed.entry);
        break;
      case 'drop':
        kept.drop(deed.id);
        break;
      case 'keep-session':
        kept.keepSession(deed.session);
        break;
      case 'keep-seen':
        kept.keepSeen(deed.seen);
        break;
    }
  }

  /** The frame is with the business, whether its answer comes back or not. */
  function take(frame: Frame, epoch: number, token: string | undefined): void {
    const { id } = frame;
    const answer = (heard: Parameters<typeof hear>[0]) => onItsWay('answer', () => hear(heard, epoch));
    if (!business.knows(token)) return void answer({ type: 'refused', id, status: 401, reason: 'over' });
    const [refusal, ...others] = refusals;
    refusals = others;
    if (!refusal || refusal.taken) business.take(frame);
    answer(refusal ? { type: 'refused', id, status: refusal.status, reason: 'later' } : { type: 'taken', id });
  }

  const hear = (heard: Extract<Happening, { type: 'heard' }>['heard'], epoch: number) =>
    happen({ type: 'heard', epoch, heard });

  /** What was asked for by HTTP may still arrive. */
  function cutNetwork(): void {
    connected = undefined;
    network = network.filter(({ kind }) => kind === 'read' || kind === 'enter');
  }

  return {
    happen,
    chat: (): Chat => chat,
    say: (id: string) => happen({ type: 'say', id, said: { type: 'message', text: id } }),
    isIdle: () => network.length === 0 && timer === undefined,
    hasNews: () => network.length > 0,
    refuse: (status: number, taken: boolean) => refusals.push({ status, taken }),
    forgive: () => {
      refusals = [];
    },

    /** What the business pushes is on its way, `times` times. */
    push(pushes: Push[], times: number): void {
      const epoch = connected;
      if (epoch === undefined) return;
      for (const heard of Array.from({ length: times }, () => pushes).flat())
        onItsWay('push', () => hear(heard, epoch));
    },

    /** One of the things on their way arrives; pushes may overtake everything, the rest keeps its order. */
    arrive(which: number): void {
      const chosen = network[which % Math.max(1, network.length)];
      const first = chosen?.kind === 'push' ? chosen : network.find(({ kind }) => kind !== 'push');
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
      const { epoch } = chat.link;
      const fresh = newChat(kept.load());
      // In a browser what an earlier page began does not come back; here it is known by its epoch.
      chat = { ...fresh, link: { ...fresh.link, epoch } };
      happen({ type: 'want' });
    },
  };
}
