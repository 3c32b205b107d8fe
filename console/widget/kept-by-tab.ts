/** A text that a tab keeps when its page is loaded again, as far as the browser lets it. */
export function keptByTab(name: string): { read(): string; write(text: string): void } {
  const key = `seaway ${name}`;
  let kept = '';
  return {
    read() {
      try {
        return window.sessionStorage.getItem(key) ?? '';
      } catch {
        return kept;
      }
    },
    write(text) {
      kept = text;
      try {
        if (text === '') window.sessionStorage.removeItem(key);
        else window.sessionStorage.setItem(key, text);
      } catch {
        // It lasts as long as the page.
      }
    },
  };
}
