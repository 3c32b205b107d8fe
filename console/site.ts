import { createHash } from 'node:crypto';
import { type Agent, buildAgent, buildWidget } from './build.ts';

/**
 * The files of the console's site by their paths: the page, what it loads, and the script of the web chat. What is under
 * `assets/` has the hash of its content in its name, so that it never changes. Throws where they cannot be built.
 */
export function buildSite(agent: Agent = buildAgent()): Record<string, string> {
  const script = `assets/console-${hashOf(agent.script)}.js`;
  const style = `assets/console-${hashOf(agent.style)}.css`;
  return {
    'index.html': agent.html.replace('console.js', script).replace('console.css', style),
    [script]: agent.script,
    [style]: agent.style,
    'seaway-chat.js': buildWidget().file,
  };
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);
