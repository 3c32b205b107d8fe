import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { reasonOf } from '../../../lib/errors.ts';
import { listen } from '../../aws/listen.ts';

/**
 * Takes mail on 127.0.0.1 from any mail program, without a login, for addresses that `isOurs`. What `take` throws is told to
 * the program, which keeps the mail.
 */
export async function startSmtp(
  { port, isOurs }: { port: number; isOurs: (address: string) => boolean },
  take: (raw: Buffer, envelope: { from: string; recipients: string[] }) => Promise<void>,
) {
  const smtp = new SMTPServer({
    banner: 'Seaway on this laptop',
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: 40_000_000,
    onRcptTo({ address }, _, done) {
      done(isOurs(address) ? null : new Error(`${address} is not an address of ours`));
    },
    onData(stream, { envelope }, done) {
      const { mailFrom, rcptTo } = envelope;
      const told = { from: mailFrom ? mailFrom.address : '', recipients: rcptTo.map(({ address }) => address) };
      buffer(stream)
        .then((raw) => take(raw, told))
        .then(
          () => done(),
          (error: unknown) => done(new Error(reasonOf(error))),
        );
    },
  });
  // A program that goes away in the middle of a mail is its own affair.
  smtp.on('error', () => {});
  return {
    port: await listen(smtp.server, port),
    close: () => new Promise<void>((resolve) => smtp.close(resolve)),
  };
}
