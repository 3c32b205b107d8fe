import { createInterface, type Interface } from 'node:readline';
import { Writable } from 'node:stream';

/**
 * Asks at the terminal, or takes the next line of a pipe, which may bring all answers at once. A `secret` answer is not
 * shown; where nothing comes any more an answer is empty. `close` lets the program end.
 */
export function openAsk() {
  const waiting: string[] = [];
  const unanswered: ((line: string) => void)[] = [];
  let lines: Interface | undefined;
  let silent = false;
  let over = false;

  function open(): Interface {
    const echo = new Writable({
      write(chunk, _, done) {
        if (!silent) process.stdout.write(chunk);
        done();
      },
    });
    const opened = createInterface({ input: process.stdin, output: echo, terminal: process.stdin.isTTY === true });
    opened.on('line', (line) => {
      const next = unanswered.shift();
      if (next) next(line);
      else waiting.push(line);
    });
    opened.on('close', () => {
      over = true;
      for (const next of unanswered.splice(0)) next('');
    });
    return opened;
  }

  return {
    async ask(question: string, secret: boolean): Promise<string> {
      process.stdout.write(question);
      silent = secret;
      lines ??= open();
      const line = waiting.shift() ?? (over ? '' : await new Promise<string>((resolve) => unanswered.push(resolve)));
      if (secret || !process.stdin.isTTY) process.stdout.write('\n');
      return line;
    },
    close: () => lines?.close(),
  };
}
