import * as z from 'zod';
import { callOut } from '../../lib/conversation/call-out.ts';
import { Permanent } from '../../lib/errors.ts';
import { variablesOf } from '../../lib/flow/run.ts';
import { createHttp } from '../../lib/http.ts';
import { defineCommand, onlyOne, type Terminal, UsageError } from '../command.ts';
import { describe } from '../describe.ts';
import { loadFlow, subflowFiles, subflowHelp, subflowOption, textOf } from '../flow-file.ts';
import { sayLine, type Table, typedCommands } from '../play/commands.ts';
import { defaultSetting, openCustomer } from '../play/customer.ts';
import { type Outside, stubbed, stubsSchema } from '../play/outside.ts';
import { type Happening, openPlayer } from '../play/player.ts';
import { standing } from '../script/mismatch.ts';

const triggers = ['incomingMessage', 'incomingCall', 'incomingConversationMessage', 'incomingRequest'] as const;

/** `seaway flow run`: the operator is the customer. */
export const run = defineCommand({
  summary: 'talks to a flow in the terminal',
  help: `seaway flow run FILE [--say "..."]...

Begins an execution and shows every step of it and everything that is said. Each line you type is what the customer says;
on the phone a line of digits is keys, another one is speech, an empty one is silence. Lines that begin with / do the rest:
${Object.entries(typedCommands)
  .map(([name, { help }]) => `  ${name.padEnd(18)}${help}`)
  .join('\n')}
  /variables        shows what the flow knows
  /quit             ends

  --say TEXT          what is said, instead of typing; given as often as wanted
  --trigger EVENT     ${triggers.join(', ')}
  --data JSON         what a program that asks for the execution hands over
  --variables JSON    what the flow knows of the customer beforehand
  --http FILE         stubs: {"http": [{"url", "status", "json"}], "bots": [{"bot", "say", "state"}]}
  --live              lets the flow call web addresses that have no stub
${subflowHelp}
  --json              at the end: { happened, variables, ended }`,
  options: {
    ...subflowOption,
    say: { type: 'string', multiple: true },
    trigger: { type: 'string', default: 'incomingMessage' },
    data: { type: 'string', default: '{}' },
    variables: { type: 'string', default: '{}' },
    http: { type: 'string' },
    live: { type: 'boolean', default: false },
  },
  async run({ values, positionals }, terminal) {
    const flow = await loadFlow(onlyOne(positionals, 'file of a flow'), subflowFiles(values.subflow));
    const trigger = triggers.find((each) => each === values.trigger);
    if (!trigger) throw new UsageError(`--trigger is one of ${triggers.join(', ')}`);
    const stubs = stubsSchema.parse(values.http === undefined ? {} : JSON.parse(await textOf(values.http)));
    const player = openPlayer(flow, stubbed(stubs, values.live ? live : offline));
    const setting = { data: objectIn('--data', values.data), variables: objectIn('--variables', values.variables) };
    const customer = openCustomer(player, { ...defaultSetting, ...setting, trigger, at: Date.now() });
    const table: Table = { customer, player, offered: [] };
    const happened: Happening[] = [];
    const show = (seen: Happening[]) => {
      happened.push(...seen);
      for (const each of seen) {
        if (each.type === 'said' && each.content.type === 'choices') table.offered = each.content.options;
        if (!terminal.wantsJson) terminal.print(describe(each));
      }
    };
    if (trigger === 'incomingCall' || trigger === 'incomingRequest') show(await customer.start());
    for await (const line of linesFrom(values.say, terminal)) {
      if (line === '/quit') break;
      if (line === '/variables') terminal.print(JSON.stringify(player.run ? variablesOf(player.run) : {}, null, 2));
      else show(await hear(line, table, terminal));
    }
    const json = { happened, variables: player.run ? variablesOf(player.run) : {}, ended: player.run?.ended ?? null };
    return { ok: player.run?.ended?.fault === undefined, text: '', json };
  },
});

async function* linesFrom(said: readonly string[] | undefined, terminal: Terminal): AsyncGenerator<string> {
  if (said) {
    yield* said;
    return;
  }
  if (terminal.isTerminal) terminal.print('Type what the customer says; /help shows what else there is, /quit ends.');
  terminal.prompt();
  for await (const line of terminal.lines()) {
    yield line;
    terminal.prompt();
  }
}

async function hear(line: string, table: Table, terminal: Terminal & { wantsJson: boolean }): Promise<Happening[]> {
  const [word = '', ...rest] = line.split(' ');
  if (!terminal.isTerminal && !terminal.wantsJson) terminal.print(`> ${line}`);
  const command = word.startsWith('/') ? new Map(Object.entries(typedCommands)).get(word) : undefined;
  if (word.startsWith('/') && !command) {
    for (const [name, { help }] of Object.entries(typedCommands)) terminal.complain(`  ${name.padEnd(14)}${help}`);
    return [];
  }
  const happened = command ? command.perform(rest.join(' ').trim(), table) : sayLine(line, table);
  if (happened) return happened;
  terminal.complain(`  that makes no sense now: ${standing(table.player)}`);
  return [];
}

const bot: Outside['bot'] = async () => ({ failure: 'no stub answers for this bot: give --http FILE with "bots"' });

const offline: Outside = {
  bot,
  call: async () => ({ failure: 'no stub answers: give --http FILE, or --live to call the address itself' }),
};
const live: Outside = { bot, call: callOut(createHttp()) };

function objectIn(option: string, text: string): Record<string, unknown> {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch (cause) {
    throw new Permanent(`${option} takes a JSON object, not ${text}`, { cause });
  }
}
