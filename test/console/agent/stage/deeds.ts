import type { Deed } from '../../../../lib/deed.ts';
import { ana } from './around.ts';
import type { Scene } from './scene.ts';

/** An agent answers an offer. */
export function answerOffer(
  { work, conversations }: Scene,
  reservation: string,
  answer: 'accepted' | 'rejected',
  at: number,
): void {
  const offer = work.offers.find((one) => one.reservation === reservation);
  if (!offer) return;
  work.offers = work.offers.filter((one) => one !== offer);
  if (answer === 'rejected') return;
  const { thread, channel, customer, last, taskSid, call, waitingSince } = offer;
  const item = { thread, channel, customer, ...(last && { last }) };
  const held = { reservation, taskSid, call, acceptedAt: at, heardAt: waitingSince, waitingSince, heard: 1 };
  work.tasks.push({ ...item, ...held, state: 'accepted', part: 'holder' });
  const conversation = conversations[thread];
  if (conversation) conversation.handOff = { taskSid, state: 'accepted', worker: ana };
}

/** An agent does something to a conversation. */
export function doDeed({ work, conversations }: Scene, thread: string, deed: Deed, at: number): void {
  const task = work.tasks.find((one) => one.thread === thread);
  const conversation = conversations[thread];
  const parked = work.parked.find((one) => one.thread === thread);
  const letGo = () => {
    work.tasks = work.tasks.filter((one) => one !== task);
    if (conversation) conversation.handOff = undefined;
  };
  switch (deed.type) {
    case 'note': {
      const sk = `NOTE#${at}`;
      const content = { type: 'text' as const, text: deed.text };
      conversation?.lines.push({ thread, sk, at, direction: 'aside', by: ana.name, content, status: 'delivered' });
      return;
    }
    case 'wrap':
      if (task) task.state = 'wrapping';
      if (conversation?.handOff) conversation.handOff.state = 'wrapping';
      return;
    case 'complete':
      letGo();
      return;
    case 'park':
      if (task) work.parked.push({ thread, channel: task.channel, customer: task.customer, last: task.last, at });
      letGo();
      return;
    case 'resume': {
      if (!parked) return;
      const { at: _, ...item } = parked;
      const held = { reservation: `WR${thread}`, taskSid: `WT${thread}`, call: false, acceptedAt: at, heard: 0 };
      work.tasks.push({ ...item, ...held, state: 'accepted', part: 'holder' });
      work.parked = work.parked.filter((one) => one !== parked);
      if (conversation) conversation.handOff = { state: 'accepted', worker: ana };
      return;
    }
    case 'transfer': {
      const to = 'queue' in deed.to ? deed.to.queue : deed.to.worker.name;
      const transfer = { kind: deed.kind, to, by: ana, note: deed.note, state: 'asked' as const };
      if (task) task.transfer = transfer;
      if (conversation?.handOff) conversation.handOff.transfer = transfer;
      return;
    }
    case 'take-back':
      if (task) task.transfer = undefined;
      if (conversation?.handOff) conversation.handOff.transfer = undefined;
      return;
    case 'hand-over': {
      const worker = conversation?.handOff?.transfer?.worker;
      letGo();
      if (conversation && worker) conversation.handOff = { state: 'accepted', worker };
      return;
    }
    case 'take-over':
      if (conversation) conversation.handOff = { state: 'accepted', worker: ana };
  }
}
