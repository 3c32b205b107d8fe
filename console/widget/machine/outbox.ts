import { andThen, type Chat, type Next } from './chat.ts';
import { contentOf, type Entry, type Said, type Whispered } from './entry.ts';
import { changeLine, lastHeardOf, newestOf } from './timeline.ts';

/** Puts what the visitor does into the outbox, and sends it as soon as it is its turn. */
export function say(chat: Chat, id: string, said: Said, now: number): Next {
  if (chat.outbox.some((entry) => entry.id === id)) return [chat];
  const before = chat.outbox.at(-1) ?? { at: 0, after: 0 };
  const at = Math.max(now, before.at + 1);
  const after = Math.max(newestOf(chat.timeline), before.after);
  const entry: Entry = { id, at, after, said, state: 'waiting' };
  return andThen(
    [
      { ...chat, outbox: [...chat.outbox, entry], toldTypingAt: undefined },
      { do: 'keep', entry },
    ],
    sendNext,
  );
}

/** One at a time, in their order: the business hands two of them to two functions, and the later could come in first. */
export function sendNext(chat: Chat): Next {
  const { phase, paused, epoch } = chat.link;
  if (phase !== 'live' || paused || chat.underWay) return [chat];
  const entry = chat.outbox.find(({ state, elsewhere }) => state === 'waiting' && !elsewhere);
  const [whisper, ...whispers] = chat.whispers;
  if (entry) {
    const frame = { ...entry.said, id: entry.id };
    return [
      { ...chat, underWay: frame },
      { do: 'send', epoch, frame },
    ];
  }
  if (!whisper) return [chat];
  const frame = { ...whisper, id: crypto.randomUUID() };
  return [
    { ...chat, underWay: frame, whispers },
    { do: 'send', epoch, frame },
  ];
}

/** Says what need not be kept; of each kind the newest only. */
function whisper(chat: Chat, whispered: Whispered): Next {
  const others = chat.whispers.filter(({ type }) => type !== whispered.type);
  return sendNext({ ...chat, whispers: [...others, whispered] });
}

/** Milliseconds between two times that the visitor is said to type. */
const typingEvery = 8_000;

/** Says that the visitor types, by HTTP not at all: it would come too late. */
export function tellTyping(chat: Chat, now: number): Next {
  const { phase, by } = chat.link;
  const told = chat.toldTypingAt !== undefined && now - chat.toldTypingAt < typingEvery;
  if (phase !== 'live' || by === 'http' || told) return [chat];
  return whisper({ ...chat, toldTypingAt: now }, { type: 'typing' });
}

/** Says how far the page has come, where the business does not know yet. */
export function report(chat: Chat): Next {
  const upTo = lastHeardOf(chat.timeline);
  const { underWay, seen, looking } = chat;
  const saying = underWay && 'upTo' in underWay ? underWay : undefined;
  const type = looking ? 'read' : 'delivered';
  if (chat.link.phase !== 'live' || upTo <= seen[type]) return [chat];
  if (saying && saying.upTo >= upTo && (saying.type === 'read' || type === 'delivered')) return [chat];
  return whisper(chat, { type, upTo });
}

/** Changes what is in the outbox, or takes it out. */
export function change(chat: Chat, id: string | undefined, how: (entry: Entry) => Entry | undefined): Next {
  const entry = chat.outbox.find((one) => one.id === id);
  if (!entry) return [chat];
  const changed = how(entry);
  const outbox = chat.outbox.flatMap((one) => (one === entry ? (changed ?? []) : one));
  return [{ ...chat, outbox }, changed ? { do: 'keep', entry: changed } : { do: 'drop', id: entry.id }];
}

/** A change of a line is in the history a moment after it was taken; a line that never came there is given up after a day. */
const moment = 60_000;
const day = 86_400_000;

/** Takes out of the outbox what the history has. */
export function purge(chat: Chat, now: number): Next {
  const over = chat.outbox.filter(({ id, said, takenAt, gone }) => {
    if (gone || chat.timeline.lines.has(id)) return true;
    return takenAt !== undefined && now - takenAt > (contentOf(said) ? day : moment);
  });
  if (over.length === 0) return [chat];
  const timeline = over.reduce((lines, { said }) => {
    if (said.type === 'edit') {
      const content = { type: 'text', text: said.text } as const;
      return changeLine(lines, said.messageId, { content, edited: true });
    }
    return said.type === 'unsend' ? changeLine(lines, said.messageId, { deleted: true }) : lines;
  }, chat.timeline);
  const outbox = chat.outbox.filter((entry) => !over.includes(entry));
  return [{ ...chat, outbox, timeline }, ...over.map(({ id }) => ({ do: 'drop', id }) as const)];
}
