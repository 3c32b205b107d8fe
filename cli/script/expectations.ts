import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { deployment } from '../../config/deployment.ts';
import { variablesOf } from '../../lib/flow/run.ts';
import type { Content } from '../../lib/message.ts';
import type { Happening } from '../play/player.ts';
import { add } from './actions.ts';
import { differs, Mismatch, spoken, standing } from './mismatch.ts';
import { defineStep, type Stage } from './stage.ts';

const saidSchema = z.union([
  z.string(),
  z.strictObject({
    equals: z.string().optional(),
    contains: z.string().optional(),
    matches: z.string().optional(),
    /** The buttons, by their words. */
    options: z.array(z.string()).optional(),
    /** The address of a picture, a sound or another file. */
    media: z.string().optional(),
  }),
]);

const handOffSchema = z.strictObject({
  /** By its SID, or by its name in config/taskrouter.json. */
  workflow: z.string().optional(),
  taskChannel: z.string().optional(),
  priority: z.number().optional(),
  /** Those that matter: others may be there. */
  attributes: z.record(z.string(), z.unknown()).default({}),
  /** What TaskRouter says to it. */
  outcome: z.enum(['created', 'failed']).default('created'),
});

/** What a flow must do, by the name that scripts use. */
export const expectations = {
  flow: defineStep(saidSchema, (expected, stage) => {
    const { content } = next(stage, 'said', 'the flow said nothing');
    checkSaid(typeof expected === 'string' ? { equals: expected } : expected, content);
  }),
  handOff: defineStep(handOffSchema, async (expected, stage) => {
    const task = next(stage, 'task', 'the flow did not hand over to an agent');
    checkTask(expected, task);
    if (stage.player.run?.waiting?.for === 'task') add(stage, await stage.customer.task(expected.outcome));
  }),
  dials: defineStep(z.string(), (expected, stage) => {
    const { to } = next(stage, 'dialled', 'the flow called nobody');
    if (to !== expected) throw differs(expected, to);
  }),
  /** What was called, by a part of `METHOD URL BODY`. */
  called: defineStep(z.string(), (part, stage) => {
    const { call } = next(stage, 'called', 'the flow called no address');
    const made = `${call.method} ${call.url} ${call.body ?? ''}`;
    if (!made.includes(part)) throw new Mismatch(`expected a call with: ${part}\n  but called: ${made}`);
  }),
  ends: defineStep(z.union([z.literal(true), z.string()]), (expected, stage) => {
    const ended = stage.player.run?.ended;
    if (!ended) throw new Mismatch(`expected the end, but ${standing(stage.player)}`);
    const wanted = expected === true ? 'ended' : expected;
    if (ended.reason !== wanted) throw new Mismatch(`expected the end "${wanted}", but ${standing(stage.player)}`);
    stage.pending.splice(0, stage.pending.length, ...stage.pending.filter(({ type }) => type !== 'ended'));
  }),
  waits: defineStep(z.string(), (widget, stage) => {
    const { run } = stage.player;
    if (run?.ended || run?.frames.at(-1)?.at !== widget)
      throw new Mismatch(`expected the flow to wait at "${widget}", but ${standing(stage.player)}`);
  }),
  variables: defineStep(z.record(z.string(), z.unknown()), (expected, stage) => {
    const variables = stage.player.run ? variablesOf(stage.player.run) : {};
    checkMembers(expected, variables, 'the variable');
  }),
};

type Of<Type> = Extract<Happening, { type: Type }>;

/** Takes the next happening of one type out of what is pending. */
function next<Type extends Happening['type']>(stage: Stage, type: Type, otherwise: string): Of<Type> {
  const isWanted = (each: Happening): each is Of<Type> => each.type === type;
  const found = stage.pending.find(isWanted);
  if (!found) throw new Mismatch(`${otherwise}: ${standing(stage.player)}`);
  stage.pending.splice(stage.pending.indexOf(found), 1);
  return found;
}

function checkSaid(expected: Exclude<z.infer<typeof saidSchema>, string>, content: Content): void {
  const said = textOf(content).trim();
  const { equals, contains, matches, options, media } = expected;
  if (equals !== undefined && said !== equals.trim()) throw differs(equals.trim(), said);
  if (contains !== undefined && !said.includes(contains))
    throw new Mismatch(`expected something with: ${contains}\n  but said: ${said}`);
  if (matches !== undefined && !new RegExp(matches, 'su').test(said))
    throw new Mismatch(`expected something like: ${matches}\n  but said: ${said}`);
  const shown = content.type === 'choices' ? content.options.map(({ text }) => text) : [];
  if (options && !isDeepStrictEqual(shown, options))
    throw new Mismatch(`expected the buttons: ${options.join(' | ')}\n  but showed: ${shown.join(' | ') || 'none'}`);
  const url = content.type === 'media' ? content.url : undefined;
  if (media !== undefined && url !== media)
    throw new Mismatch(`expected the media: ${media}\n  but sent: ${spoken(content)}`);
}

function checkTask(expected: z.infer<typeof handOffSchema>, task: Of<'task'>): void {
  const { workflow, taskChannel, priority, attributes } = expected;
  const workflows: Record<string, string> = deployment.workflows;
  if (workflow !== undefined && ![task.workflow, workflows[task.workflow]].includes(workflow))
    throw new Mismatch(`expected the workflow: ${workflow}\n  but got: ${task.workflow}`);
  checkMembers(
    { ...(taskChannel && { taskChannel }), ...(priority !== undefined && { priority }) },
    task,
    "the task's",
  );
  checkMembers(attributes, task.attributes, 'the attribute');
}

function checkMembers(expected: Record<string, unknown>, found: Record<string, unknown>, what: string): void {
  for (const [name, value] of Object.entries(expected))
    if (!isDeepStrictEqual(found[name], value))
      throw new Mismatch(
        `expected ${what} ${name}: ${JSON.stringify(value)}\n  but it is: ${JSON.stringify(found[name])}`,
      );
}

const textOf = (content: Content): string => {
  if (content.type === 'choices') return content.text;
  return content.type === 'media' ? (content.caption ?? content.url) : spoken(content);
};
