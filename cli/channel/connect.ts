import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { channelNamed } from '../../lib/channels/index.ts';
import { reasonOf } from '../../lib/errors.ts';
import { defineCommand, type Terminal, UsageError } from '../command.ts';
import { accountsFor, connectorOf } from './account.ts';
import type { Finding, Question } from './connector.ts';
import { findingLine, right, wrong } from './findings.ts';
import { openPlace, type Place, placeHelp, placeOptions } from './place.ts';

/** `seaway channel connect`: from a provider's console to an account that works. */
export const connect = defineCommand({
  summary: 'connects an account to its provider, step by step',
  help: `seaway channel connect CHANNEL [ACCOUNT]

Asks for what the provider's console shows, keeps it as the account's secret, tells the provider our webhook's address where
it has an API for that, checks that all of it works, and says what remains to be clicked. An empty answer keeps what is there.
ACCOUNT is main unless told, and stands in config/deployment.ts.

  --set NAME=VALUE    an answer beforehand, as often as wanted; then nothing is asked that has one
  --yes               asks nothing: what is neither given nor there stays open
  --test SENDER       sends this customer a message at the end
${placeHelp}
  --json              { webhook, done, findings, remains, sent }`,
  options: {
    ...placeOptions,
    set: { type: 'string', multiple: true },
    yes: { type: 'boolean', default: false },
    test: { type: 'string' },
  },
  async run({ values: { set = [], yes, test, ...where }, positionals }, terminal) {
    const [channel, account = 'main', ...more] = positionals;
    if (channel === undefined || more.length > 0)
      throw new UsageError('give a channel, and its account where it is not main');
    const connector = connectorOf(channel);
    accountsFor(channel, account);
    const place = await openPlace(where);
    const known = { ...object.parse(await place.read(channel, account)), ...givenBy(set, connector.questions) };
    const asked = yes || terminal.wantsJson ? {} : await ask(terminal, connector.questions, known, set);
    const settings = { ...known, ...asked };
    const connection = connector.with(settings);
    await place.store(channel, account, connection.settings);
    const webhook = place.webhook(channel, account);
    const done = await connection.register(webhook, place.http);
    const findings = await connection.check(webhook, place.http);
    const sent =
      test === undefined ? undefined : await sendTest(place, { channel, account, sender: test }, connection.settings);
    const remains = connection.remains(webhook);
    const all = sent ? [...findings, sent] : findings;
    const text = [
      `Kept the settings of ${channel}/${account}. Its webhook is ${webhook}`,
      ...done.map((sentence) => findingLine(right(sentence))),
      ...all.map(findingLine),
      ...(remains.length > 0
        ? ['', 'What remains for you:', ...remains.map((step, index) => `${index + 1}. ${step}`)]
        : []),
    ].join('\n');
    return { ok: all.every(({ ok }) => ok), text, json: { webhook, done, findings, remains, sent: sent ?? null } };
  },
});

const object = z.record(z.string(), z.unknown());

function givenBy(set: readonly string[], questions: readonly Question[]): Record<string, string> {
  return Object.fromEntries(
    set.map((given) => {
      const [name = '', ...value] = given.split('=');
      if (questions.some(({ setting }) => setting === name)) return [name, value.join('=')];
      throw new UsageError(`--set takes NAME=VALUE, with one of ${questions.map(({ setting }) => setting).join(', ')}`);
    }),
  );
}

async function ask(
  terminal: Terminal,
  questions: readonly Question[],
  known: Record<string, unknown>,
  set: readonly string[],
): Promise<Record<string, string>> {
  const answers: Record<string, string> = {};
  for (const { setting, where, secret, optional } of questions) {
    if (set.some((given) => given.startsWith(`${setting}=`))) continue;
    const kept = known[setting] === undefined ? '' : secret ? ' [kept]' : ` [${String(known[setting])}]`;
    const answer = await terminal.ask(`${setting}${optional ? ' (may stay empty)' : ''}${kept}\n  ${where}: `, secret);
    if (answer.trim() !== '') answers[setting] = answer.trim();
  }
  return answers;
}

async function sendTest(
  { http }: Place,
  thread: { channel: string; account: string; sender: string },
  settings: unknown,
): Promise<Finding> {
  const content = { type: 'text', text: 'This is a test of Seaway: your channel is connected.' } as const;
  try {
    const channel = await channelNamed(thread.channel);
    await channel.connect(settings).send({ id: randomUUID(), thread, content }, http);
    return right(`The provider took a test for ${thread.sender}.`);
  } catch (error) {
    return wrong(`The test for ${thread.sender} did not go out: ${reasonOf(error)}`);
  }
}
