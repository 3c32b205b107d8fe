import * as z from 'zod';
import type { Happening } from '../play/player.ts';
import { Mismatch, standing } from './mismatch.ts';
import { defineStep, type Stage } from './stage.ts';

const parameters = z.record(z.string(), z.string());

/** What can happen to a flow, by the name that scripts use. */
export const actions = {
  /** The customer writes: words, or a picture with words. */
  customer: defineStep(
    z.union([z.string(), z.strictObject({ media: z.string(), type: z.string(), text: z.string().optional() })]),
    async (said, stage) => {
      const content =
        typeof said === 'string'
          ? { type: 'text' as const, text: said }
          : { type: 'media' as const, url: said.media, mediaType: said.type, caption: said.text };
      add(stage, await stage.customer.write(content));
    },
  ),
  /** The customer presses a button that was offered, by its id or its words. */
  press: defineStep(z.string(), async (wanted, stage) => {
    const option = stage.offered.find(({ id, text }) => id === wanted || text === wanted);
    if (!option) throw new Mismatch(`there is no button "${wanted}": ${buttons(stage)}`);
    add(stage, await stage.customer.write({ type: 'text', text: option.text }, { ButtonPayload: option.id }));
  }),
  /** Nobody answers for as long as the question waits. */
  timeout: defineStep(z.literal(true), async (_, stage) => {
    if (stage.player.patience === undefined) throw new Mismatch(`nothing can time out: ${standing(stage.player)}`);
    add(stage, await stage.customer.timeout());
  }),
  /** The last question did not arrive, for this reason. */
  undelivered: defineStep(z.string(), async (reason, stage) => add(stage, await stage.customer.undelivered(reason))),
  /** The caller presses keys, or speaks, where the flow listens. */
  digits: defineStep(z.string().regex(/^[0-9*#]+$/), (Digits, stage) => answerGather(stage, { Digits })),
  speech: defineStep(z.string(), (SpeechResult, stage) => answerGather(stage, { SpeechResult, Confidence: '0.9' })),
  silence: defineStep(z.literal(true), async (_, stage) => {
    if (!stage.player.waiting) throw new Mismatch(`nobody listens: ${standing(stage.player)}`);
    add(stage, await stage.customer.silence());
  }),
  /** Twilio comes back with these parameters from what the call waits in: a recording, a dialled number, a payment. */
  callback: defineStep(parameters, async (given, stage) => {
    const { waiting } = stage.player;
    if (!waiting?.event) throw new Mismatch(`no call waits to come back: ${standing(stage.player)}`);
    add(stage, await stage.customer.comeBack(waiting.event, given));
  }),
  /** How a call that the flow itself makes went. */
  outgoingCall: defineStep(z.enum(['answered', 'busy', 'noAnswer', 'failed']), async (event, stage) =>
    add(stage, await stage.customer.comeBack(event, {})),
  ),
  hangUp: defineStep(z.literal(true), async (_, stage) => add(stage, await stage.customer.hangUp())),
  /** The clock shows this from now on. */
  at: defineStep(z.iso.datetime({ offset: true }), (moment, stage) => stage.customer.setClock(Date.parse(moment))),
};

/** Adds what happened to what the script is to look at. */
export function add(stage: Stage, happened: Happening[]): void {
  stage.pending.push(...happened);
  for (const each of happened)
    if (each.type === 'said' && each.content.type === 'choices') stage.offered = each.content.options;
}

async function answerGather(stage: Stage, parameters: Record<string, string>): Promise<void> {
  const { waiting } = stage.player;
  if (waiting?.verb !== 'Gather' || waiting.event === undefined)
    throw new Mismatch(
      `nobody listens for that: ${waiting ? `the call waits in ${waiting.verb}` : standing(stage.player)}`,
    );
  add(stage, await stage.customer.comeBack(waiting.event, parameters));
}

const buttons = ({ offered }: Stage): string =>
  offered.length === 0 ? 'none was shown' : offered.map(({ id, text }) => `${id} (${text})`).join(', ');
