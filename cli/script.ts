import * as z from 'zod';
import { reasonOf } from '../lib/errors.ts';
import type { PublishedFlow } from '../lib/flow/flow.ts';
import { defaultSetting, openCustomer } from './play/customer.ts';
import type { LocatedStep } from './play/located-steps.ts';
import { type Outside, stubbed, stubsSchema } from './play/outside.ts';
import { type Happening, openPlayer } from './play/player.ts';
import { Mismatch, nothingUnexpected } from './script/mismatch.ts';
import { type ScriptStep, scriptStepSchema } from './script/steps.ts';

const moment = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

const scriptSchema = z.strictObject({
  name: z.string(),
  trigger: z.enum(['incomingMessage', 'incomingCall', 'incomingConversationMessage', 'incomingRequest']).optional(),
  contact: z.string().optional(),
  address: z.string().optional(),
  /** What is known of the customer from before, as `flow.variables`. */
  variables: z.record(z.string(), z.unknown()).optional(),
  /** What a program that asks for the execution hands over, as `flow.data`. */
  data: z.record(z.string(), z.unknown()).optional(),
  at: moment.optional(),
  ...stubsSchema.shape,
  steps: z.array(scriptStepSchema).min(1),
});
export type Script = z.infer<typeof scriptSchema>;

/** A file of scripts for one flow. `at` and the stubs hold for all of them. */
export const scriptFileSchema = z.strictObject({
  /** The flow's file, seen from this one; `order.test.json` is for `order.json` unless told. */
  flow: z.string().optional(),
  /** Files of subflows by their `flow_sid`, seen from this one. */
  subflows: z.record(z.string(), z.string()).default({}),
  at: moment.optional(),
  ...stubsSchema.shape,
  scripts: z.array(scriptSchema).min(1),
});
export type ScriptFile = z.infer<typeof scriptFileSchema>;

/** How a script went. `failure` is a text of several lines: which step, what was expected, what came. */
export type ScriptResult = { name: string; failure?: string; steps: readonly LocatedStep[] };

/** Plays one script of a file against its flow. Does not throw: what goes wrong is the result's `failure`. */
export async function runScript(flow: PublishedFlow, script: Script, file: ScriptFile): Promise<ScriptResult> {
  const stubs = { http: [...script.http, ...file.http], bots: [...script.bots, ...file.bots] };
  const player = openPlayer(flow, stubbed(stubs, nobody));
  const setting = Object.assign({ ...defaultSetting, ...(file.at && { at: file.at }) }, chosen(script));
  const customer = openCustomer(player, setting);
  const pending: Happening[] = [];
  const stage = { player, customer, pending, offered: [] };
  let at = '';
  try {
    if (setting.trigger === 'incomingCall' || setting.trigger === 'incomingRequest') {
      at = 'at the start';
      pending.push(...(await customer.start()));
    }
    for (const [index, step] of script.steps.entries()) {
      at = `step ${index + 1}: ${step.written}`;
      await perform(step, stage);
    }
    at = 'after the last step';
    nothingUnexpected(stage);
    return { name: script.name, steps: player.steps };
  } catch (error) {
    const why = error instanceof Mismatch ? error.message : `  ${reasonOf(error)}`;
    return { name: script.name, failure: `${at}\n${why}`, steps: player.steps };
  }
}

type Stage = Parameters<ScriptStep['perform']>[0];

async function perform(step: ScriptStep, stage: Stage): Promise<void> {
  if (step.acts) nothingUnexpected(stage);
  await step.perform(stage);
}

function chosen({ trigger, contact, address, variables, data, at }: Script) {
  const given = Object.entries({ trigger, contact, address, variables, data, at });
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}

/** A script says beforehand who answers: whoever else is asked is a mistake of the flow or of the script. */
const nobody: Outside = {
  call: async ({ method, url, body }) => {
    throw new Mismatch(
      `the flow calls ${method} ${url}${body ? `\n  with ${body}` : ''}\n  and no stub in "http" answers`,
    );
  },
  bot: async ({ bot, text }) => {
    throw new Mismatch(`the flow asks the bot "${bot}": ${text}\n  and no stub in "bots" answers`);
  },
};
