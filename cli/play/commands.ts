import type { Customer } from './customer.ts';
import type { Happening, Player } from './player.ts';

export type Table = { customer: Customer; player: Player; offered: { id: string; text: string }[] };

type TypedCommand = { help: string; perform(rest: string, table: Table): Promise<Happening[]> | undefined };

/** What an operator can type besides what the customer says. Undefined from `perform` says that it makes no sense now. */
export const typedCommands: Record<string, TypedCommand> = {
  '/timeout': {
    help: 'nobody answers for as long as the question waits',
    perform: (_, { customer, player }) => (player.patience === undefined ? undefined : customer.timeout()),
  },
  '/agent': {
    help: 'TaskRouter has made the task; "/agent failed": it refused',
    perform: (rest, { customer, player }) =>
      player.run?.waiting?.for === 'task' ? customer.task(rest === 'failed' ? 'failed' : 'created') : undefined,
  },
  '/undelivered': {
    help: 'the question did not arrive',
    perform: (rest, { customer, player }) =>
      player.run?.waiting?.for === 'reply' ? customer.undelivered(rest || 'The number is not in service.') : undefined,
  },
  '/press': {
    help: '/press ID: the customer presses a button that was shown',
    perform(rest, { customer, offered }) {
      const option = offered.find(({ id, text }) => id === rest || text === rest);
      return option && customer.write({ type: 'text', text: option.text }, { ButtonPayload: option.id });
    },
  },
  '/silence': {
    help: 'on the phone: nothing is said and nothing pressed (so does an empty line)',
    perform: (_, { customer, player }) => player.waiting && customer.silence(),
  },
  '/callback': {
    help: '/callback RecordingUrl=https://... DialCallStatus=busy: Twilio comes back from what the call waits in',
    perform(rest, { customer, player }) {
      const parameters = Object.fromEntries(new URLSearchParams(rest.replaceAll(' ', '&')));
      return player.waiting?.event === undefined ? undefined : customer.comeBack(player.waiting.event, parameters);
    },
  },
  '/call': {
    help: '/call answered|busy|noAnswer|failed: how a call that the flow makes went',
    perform: (rest, { customer, player }) =>
      player.run?.waiting?.for === 'voice' ? customer.comeBack(rest || 'answered', {}) : undefined,
  },
  '/hangup': {
    help: 'the caller hangs up',
    perform: (_, { customer, player }) => (player.run?.waiting?.for === 'voice' ? customer.hangUp() : undefined),
  },
};

/** What the customer says: on the phone keys where it is only digits, * and #, else words; a message elsewhere. */
export function sayLine(line: string, { customer, player }: Table): Promise<Happening[]> | undefined {
  const { waiting } = player;
  if (!waiting) return player.run?.call === 'live' ? undefined : customer.write({ type: 'text', text: line });
  if (line.trim() === '') return customer.silence();
  if (waiting.verb !== 'Gather' || waiting.event === undefined) return undefined;
  const said: Record<string, string> = /^[0-9*#]+$/.test(line.trim())
    ? { Digits: line.trim() }
    : { SpeechResult: line.trim(), Confidence: '0.9' };
  return customer.comeBack(waiting.event, said);
}
