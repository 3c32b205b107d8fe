import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import { reasonOf } from '../../../lib/errors.ts';
import { secondsOf, taskData, workerData } from '../event-data.ts';
import type { Faults } from '../faults.ts';
import { acceptReservation, cancelReservation, rejectReservation } from '../lifecycle/reservation.ts';
import type { Reservation } from '../model.ts';
import { settle } from '../routing/settle.ts';
import type { Space } from '../space.ts';
import type { Reply, Sender } from './sender.ts';

const instructionSchema = z.looseObject({ instruction: z.string().optional(), activity_sid: z.string().optional() });
type Instruction = z.infer<typeof instructionSchema>;

/**
 * Asks the workflow's assignment callback, then its fallback, what to do with a new reservation; where neither answers
 * properly within `timeout` real milliseconds each, the reservation is canceled.
 * https://www.twilio.com/docs/taskrouter/handle-assignment-callbacks
 */
export const createAssignmentCallbacks =
  (sender: Sender, faults: Faults, timeout: number) =>
  (space: Space, reservation: Reservation): void => {
    const workflow = space.workflows.get(space.tasks.get(reservation.taskSid)?.workflowSid ?? '');
    const urls = [workflow?.assignmentCallbackUrl, workflow?.fallbackAssignmentCallbackUrl].filter(
      (url) => url != null,
    );
    if (urls.length === 0) return;
    const parameters = parametersOf(space, reservation);
    sender.track(
      ask(urls).then((instruction) => {
        if (sender.isClosed() || space.reservations.get(reservation.sid)?.status !== 'pending') return;
        follow(space, reservation, instruction);
        settle(space);
      }),
    );

    async function ask(addresses: string[]): Promise<Instruction | undefined> {
      const fault = faults.takeCallback('assignment');
      if (fault?.type === 'delay') await delay(fault.ms);
      for (const address of fault?.type === 'drop' ? [] : addresses) {
        try {
          const reply = await sender.post(address, parameters, timeout);
          if (fault?.type === 'duplicate') await sender.post(address, parameters, timeout);
          return instructionIn(reply);
        } catch (error) {
          space.lint(`the assignment callback failed: ${reasonOf(error)}`);
        }
      }
      return undefined;
    }
  };

function instructionIn({ status, contentType, body }: Reply): Instruction {
  if (status !== 200) throw new Error(`it answered ${status}, not 200`);
  if (!contentType.startsWith('application/json')) throw new Error('40000: its content type is not application/json');
  try {
    return instructionSchema.parse(JSON.parse(body));
  } catch {
    throw new Error('40001: it did not answer with a JSON object');
  }
}

function follow(space: Space, reservation: Reservation, instruction: Instruction | undefined): void {
  try {
    if (!instruction) cancelReservation(space, reservation);
    else if (instruction.instruction === 'accept') acceptReservation(space, reservation);
    else if (instruction.instruction === 'reject') rejectReservation(space, reservation, instruction.activity_sid);
    else if (instruction.instruction !== undefined)
      space.lint(`the assignment instruction '${instruction.instruction}' is for voice; the reservation waits`);
    else if (Object.keys(instruction).length > 0)
      space.lint('40005: the assignment callback answered JSON without an instruction');
  } catch (error) {
    space.lint(`the assignment instruction was not followed: ${reasonOf(error)}`);
  }
}

function parametersOf(space: Space, reservation: Reservation): Record<string, string> {
  const task = space.tasks.get(reservation.taskSid);
  const worker = space.workers.get(reservation.workerSid);
  return {
    Timestamp: String(secondsOf(space.clock.now())),
    AccountSid: space.accountSid,
    WorkspaceSid: space.workspace.sid,
    ReservationSid: reservation.sid,
    ...(task && taskData(space, task)),
    ...(worker && workerData(space, worker)),
  };
}
