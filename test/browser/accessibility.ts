import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** Level AA of all versions: https://github.com/dequelabs/axe-core/blob/develop/doc/API.md#axe-core-tags */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * What keeps people from using a page, or what `selector` finds on it, as axe sees it: open shadow roots included, and what is
 * not to be seen left out. Waits until nothing moves any more, since what fades in has less contrast. Sentences; none is good.
 */
export async function faultsOf(page: Page, selector?: string): Promise<string[]> {
  // Not by a script tag, which the page's content security policy would stop.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  await page.evaluate(rest);
  return page.evaluate(
    async ({ selector, tags }) => {
      const { violations } = await window.axe.run(selector ?? document, { runOnly: tags, resultTypes: ['violations'] });
      return violations.flatMap(({ id, help, nodes }) =>
        nodes.map(({ target, failureSummary = '' }) => {
          const summary = failureSummary.replace(/\s+/g, ' ');
          return `${id}: ${help}: ${target.flat().join(' ')}: ${summary}`;
        }),
      );
    },
    { selector, tags },
  );
}

/** Waits for what ends by itself. */
async function rest(): Promise<void> {
  const rootsOf = (root: Document | ShadowRoot): (Document | ShadowRoot)[] => [
    root,
    ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot ? rootsOf(shadowRoot) : [])),
  ];
  const moving = rootsOf(document)
    .flatMap((root) => root.getAnimations())
    .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
  await Promise.allSettled(moving.map(({ finished }) => finished));
}

declare global {
  interface Window {
    axe: typeof axe;
  }
}
