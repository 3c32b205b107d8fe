import type { Page } from 'playwright-core';

/**
 * What a page's elements, those in the shadow of `host` too, would keep somebody from using: a control or picture without a
 * name, and a text that stands out from its ground by less than 4.5. Sentences; none is good.
 * https://www.w3.org/TR/WCAG22/#contrast-minimum
 */
export const faultsOf = (page: Page, host: string): Promise<string[]> =>
  page.evaluate((selector) => {
    const root = document.querySelector(selector)?.shadowRoot;
    if (!root) return [`there is no ${selector}`];
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const all = [...root.querySelectorAll('*')].filter((element) => element.checkVisibility());

    /** Red, green, blue and opacity, each from 0 to 1, of any colour that CSS can write. */
    function colourOf(written: string): number[] {
      if (!canvas) return [0, 0, 0, 0];
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = written;
      canvas.fillRect(0, 0, 1, 1);
      return [...canvas.getImageData(0, 0, 1, 1).data].map((part) => part / 255);
    }

    function over([red = 0, green = 0, blue = 0, opacity = 0]: number[], ground: number[]): number[] {
      return [red, green, blue].map((part, index) => part * opacity + (ground[index] ?? 0) * (1 - opacity));
    }

    function groundOf(element: Element | null): number[] {
      if (!element) return [1, 1, 1];
      const colour = colourOf(getComputedStyle(element).backgroundColor);
      return colour[3] === 1 ? colour.slice(0, 3) : over(colour, groundOf(element.parentElement));
    }

    function brightness(colour: number[]): number {
      const [red = 0, green = 0, blue = 0] = colour.map((part) =>
        part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
      );
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    }

    const nameOf = (element: Element) =>
      element.getAttribute('aria-label') ?? element.getAttribute('alt') ?? element.textContent?.trim() ?? '';

    const nameless = all
      .filter((element) => element.matches('button, a, textarea, img, audio, video, dialog, progress, [role]'))
      .filter((element) => nameOf(element) === '' && !element.matches('[role=status]'))
      .map((element) => `${element.outerHTML.slice(0, 100)} has no name`);

    const faint = all
      .filter((element) => [...element.childNodes].some((child) => child instanceof Text && child.data.trim() !== ''))
      .filter((element) => !element.closest('.hidden'))
      .flatMap((element) => {
        const ground = groundOf(element);
        const text = over(colourOf(getComputedStyle(element).color), ground);
        const [bright = 0, dark = 0] = [brightness(text), brightness(ground)].sort((one, other) => other - one);
        const contrast = (bright + 0.05) / (dark + 0.05);
        return contrast < 4.5
          ? [`"${element.textContent?.slice(0, 40)}" has a contrast of ${contrast.toFixed(2)}`]
          : [];
      });

    return [...nameless, ...faint];
  }, host);
