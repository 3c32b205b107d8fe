import * as z from 'zod';
import { readAnswer } from '../channels/shared/json.ts';
import { ifRefused } from '../tasks/taskrouter.ts';
import type { Tasks } from '../tasks/tasks.ts';
import type { FlexApi } from './api.ts';

type Ends = Pick<Tasks, 'cancel' | 'end' | 'wrap'>;

/**
 * The ways to end a task, for a workspace where Flex leads some: the interaction is ended and never its task, which Twilio
 * forbids. A task that Flex does not lead, as from before it was the desk, is ended as always.
 * https://www.twilio.com/docs/flex/developer/conversations/best-practices
 */
export function flexTasks(tasks: Ends & Pick<Tasks, 'task'>, api: () => Promise<FlexApi>): Ends {
  const close = async (
    taskSid: string,
    wrapUp: boolean,
    { only, otherwise }: { only: RegExp; otherwise: () => Promise<void> },
  ): Promise<void> => {
    const task = await tasks.task(taskSid).catch(ifRefused(404));
    if (!task) return;
    const led = readAnswer(Buffer.from(task.attributes), ledSchema);
    if (!led) return otherwise();
    if (!only.test(task.assignmentStatus)) return;
    await (await api()).close({ sid: led.flexInteractionSid, channel: led.flexInteractionChannelSid, wrapUp });
  };
  return {
    cancel: (taskSid, reason) =>
      close(taskSid, false, { only: /pending|reserved/, otherwise: () => tasks.cancel(taskSid, reason) }),
    end: (taskSid, reason) => close(taskSid, false, { only: /./, otherwise: () => tasks.end(taskSid, reason) }),
    wrap: (taskSid) => close(taskSid, true, { only: /assigned/, otherwise: () => tasks.wrap(taskSid) }),
  };
}

const ledSchema = z.object({
  flexInteractionSid: z.string().startsWith('KD'),
  flexInteractionChannelSid: z.string().startsWith('UO'),
});
