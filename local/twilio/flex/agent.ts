import type { Account } from '../account.ts';
import { completeTask } from '../lifecycle/end-task.ts';
import { acceptReservation } from '../lifecycle/reservation.ts';
import { isLive, type Reservation, type Task } from '../model.ts';
import { settle } from '../routing/settle.ts';
import { attributesOf, type Space } from '../space.ts';
import { ask, closeInteraction } from './interactions.ts';
import { addMessage, type Interaction } from './model.ts';

export type FlexAgent = ReturnType<typeof flexAgent>;

/** An agent in Flex, by the worker's name: what they do there, as far as it can be seen from outside. Each throws where it cannot be. */
export function flexAgent(account: Account, name: string) {
  const identity = name.replaceAll(/[^A-Za-z0-9]/g, (one) => `_${one.charCodeAt(0).toString(16).toUpperCase()}`);

  function mine(status: Reservation['status'][]): {
    space: Space;
    task: Task;
    interaction: Interaction;
    reservation: Reservation;
  } {
    for (const space of account.spaces.values())
      for (const reservation of space.reservations.values()) {
        const isMine =
          space.workers.get(reservation.workerSid)?.friendlyName === name && status.includes(reservation.status);
        const task = isMine && isLive(reservation) ? space.tasks.get(reservation.taskSid) : undefined;
        const interaction = task && [...account.flex.interactions.values()].find((one) => one.tasks.includes(task.sid));
        if (task && interaction) return { space, task, interaction, reservation };
      }
    throw new Error(`${name} has nothing that is ${status.join(' or ')}`);
  }

  return {
    identity,
    /** Takes what is offered: Flex puts the agent into its conversation. */
    accept(): void {
      const { space, reservation, interaction } = mine(['pending']);
      acceptReservation(space, reservation);
      interaction.conversation.participants.set(identity, account.newSid('MB'));
      settle(space);
    },
    /** What the agent sees of it, the oldest first. */
    reads: (): { author: string; body: string }[] =>
      mine(['accepted', 'wrapping']).interaction.conversation.messages.map(({ author, body }) => ({ author, body })),
    reply(body: string): void {
      const { conversation } = mine(['accepted']).interaction;
      addMessage(account, conversation, { author: identity, body, attributes: '{}', source: 'SDK' });
    },
    /** Asks a colleague, and leaves the conversation; `leaves: 'later'` keeps the agent in it. */
    transfer(colleague: string, { leaves }: { leaves: 'now' | 'later' } = { leaves: 'now' }): void {
      const { space, task, interaction } = mine(['accepted']);
      const worker = [...space.workers.values()].find(({ friendlyName }) => friendlyName === colleague);
      if (!worker) throw new Error(`there is no ${colleague}`);
      const attributes = Object.fromEntries(Object.entries(Object(attributesOf(task))));
      const { priority, timeout, workflowSid, taskChannelSid } = task;
      ask(account, space, interaction, {
        attributes,
        priority,
        timeout,
        workflowSid,
        taskChannelSid,
        worker: worker.sid,
      });
      if (leaves === 'now') completeTask(space, task, null);
      settle(space);
    },
    /** Ends the conversation and tidies up. */
    wrapUp(): void {
      closeInteraction(account, mine(['accepted']).interaction, true);
    },
    complete(): void {
      const { space, interaction } = mine(['accepted', 'wrapping']);
      closeInteraction(account, interaction, false);
      settle(space);
    },
  };
}
