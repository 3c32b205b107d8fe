import type { LineView } from '../../../../../lib/console/protocol/conversation.ts';
import type { Choice } from '../../../../../lib/message.ts';

/** Which option was taken of the choices: what the customer wrote first that is one of them, by its words or its number. */
export function takenOf(lines: readonly LineView[]): ReadonlyMap<LineView, string> {
  const taken = new Map<LineView, string>();
  const open = new Map<string, { line: LineView; options: readonly Choice[] }>();
  for (const line of lines) {
    const { thread, direction, content } = line;
    if (direction === 'out' && content.type === 'choices') open.set(thread, { line, options: content.options });
    const offered = open.get(thread);
    if (!offered || direction !== 'in' || content.type !== 'text') continue;
    const option = optionOf(offered.options, content.text);
    if (!option) continue;
    taken.set(offered.line, option.id);
    open.delete(thread);
  }
  return taken;
}

/** On channels without buttons choices are told by number. */
function optionOf(options: readonly Choice[], said: string): Choice | undefined {
  const words = said.trim().toLowerCase();
  const number = /^(\d{1,2})\s*[.)]?$/.exec(words)?.[1];
  return options.find(({ text }) => text.trim().toLowerCase() === words) ?? options[Number(number) - 1];
}
