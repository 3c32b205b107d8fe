import { defineCommand, UsageError } from '../command.ts';
import { accountsFor, connectorOf } from './account.ts';
import { findingLine, found } from './findings.ts';
import { openPlace, placeHelp, placeOptions } from './place.ts';

/** `seaway channel check`: do the accounts still work, and if not, why. */
export const check = defineCommand({
  summary: 'says whether accounts work, and in a sentence what is wrong',
  help: `seaway channel check [CHANNEL [ACCOUNT]]

Asks each account's provider whether its token is good, whether its webhook leads to us, and whether the permissions are
there. Changes nothing. Exit code 1 where something is wrong.

${placeHelp}
  --json              [{ channel, account, findings: [{ ok, sentence }] }]`,
  options: placeOptions,
  async run({ values, positionals }) {
    const [channel, account, ...more] = positionals;
    if (more.length > 0) throw new UsageError('give a channel and an account at most');
    const place = await openPlace(values);
    const checked = await Promise.all(
      accountsFor(channel, account).map(async (one) => ({
        channel: one.channel,
        account: one.account,
        findings: await found(async () =>
          connectorOf(one.channel)
            .with(await place.read(one.channel, one.account))
            .check(place.webhook(one.channel, one.account), place.http),
        ),
      })),
    );
    const text = checked
      .map((one) =>
        [`${one.channel}/${one.account}`, ...one.findings.map((each) => `  ${findingLine(each)}`)].join('\n'),
      )
      .join('\n');
    return { ok: checked.every(({ findings }) => findings.every(({ ok }) => ok)), text, json: checked };
  },
});
