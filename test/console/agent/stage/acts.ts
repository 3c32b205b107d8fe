import type { Act } from '../../../../lib/console/protocol/call.ts';
import type { Scene } from './scene.ts';

/** An agent does something to a call. */
export function doAct({ work, conversations }: Scene, thread: string, act: Act): void {
  const task = work.tasks.find((one) => one.thread === thread);
  const { phone } = task ?? {};
  if (!task || !phone) return;
  if (act.type === 'mute' || act.type === 'unmute') phone.muted = act.type === 'mute';
  if (act.type === 'hold' || act.type === 'unhold') phone.held = act.type === 'hold';
  if (act.type !== 'hang-up') return;
  task.phone = undefined;
  task.state = 'wrapping';
  const conversation = conversations[thread];
  if (conversation?.handOff) conversation.handOff.state = 'wrapping';
}
