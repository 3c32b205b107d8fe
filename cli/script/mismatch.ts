import type { Content } from '../../lib/message.ts';
import type { Happening, Player } from '../play/player.ts';

/** A flow did not do what a script expects. The message is indented lines for people. */
export class Mismatch extends Error {
  override name = 'Mismatch';

  constructor(sentence: string) {
    super(`  ${sentence}`);
  }
}

/** Expected and said one above the other, and where they part. */
export function differs(expected: string, said: string): Mismatch {
  let same = 0;
  while (same < expected.length && expected[same] === said[same]) same += 1;
  const line = expected.slice(0, same).split('\n').at(-1) ?? '';
  const mark = line.length > 0 && !expected.includes('\n') ? [`            ${' '.repeat(same)}^`] : [];
  return new Mismatch([`expected: ${expected}`, `  but said: ${said}`, ...mark].join('\n'));
}

/** Content as the one line that a person would read out. */
export function spoken(content: Content): string {
  switch (content.type) {
    case 'text':
      return content.text;
    case 'choices':
      return `${content.text} [${content.options.map(({ text }) => text).join(' | ')}]`;
    case 'media':
      return `${content.caption ? `${content.caption} ` : ''}(${content.url})`;
    case 'template':
      return `template ${content.id} ${JSON.stringify(content.variables)}`;
    case 'location':
      return `location ${content.latitude}, ${content.longitude}`;
    case 'reaction':
      return content.emoji;
    case 'contact':
      return `contact ${content.name} ${[...content.phones, ...content.emails].join(' ')}`;
  }
}

/** Where the flow stands, for a person who wonders why it says nothing. */
export function standing({ run }: Player): string {
  if (!run) return 'the flow has not begun: let the customer write first';
  if (run.ended) return `the flow has ended: ${run.ended.fault ?? run.ended.reason}`;
  return `the flow waits at "${run.frames.at(-1)?.at}" for a ${run.waiting?.for ?? 'miracle'}`;
}

/** Before anybody acts again, everything that the flow did must have been expected. */
export function nothingUnexpected({ pending }: { pending: Happening[] }): void {
  for (const happening of pending) {
    if (happening.type === 'said') throw new Mismatch(`the flow also said: ${spoken(happening.content)}`);
    if (happening.type === 'task')
      throw new Mismatch(`the flow also handed over to an agent: ${JSON.stringify(happening.attributes)}`);
    if (happening.type === 'ended' && happening.end.fault !== undefined)
      throw new Mismatch(`the flow broke down: ${happening.end.fault}`);
  }
  pending.length = 0;
}
