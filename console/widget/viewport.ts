/** The keyboard of a phone covers a part of the page without making it smaller: tells the style how much is left. */
export function fitToViewport({ style }: HTMLElement): () => void {
  const { visualViewport: viewport } = window;
  const fit = () => {
    style.setProperty('--seaway-viewport-top', `${viewport?.offsetTop ?? 0}px`);
    style.setProperty('--seaway-viewport-height', `${viewport?.height ?? window.innerHeight}px`);
  };
  fit();
  viewport?.addEventListener('resize', fit);
  viewport?.addEventListener('scroll', fit);
  return () => {
    viewport?.removeEventListener('resize', fit);
    viewport?.removeEventListener('scroll', fit);
  };
}
