/** What a page is told by the browser around it. */
export type Browser = {
  visible(): boolean;
  online(): boolean;
  /** It is looked at again, or the network came or went. */
  onChange(tell: () => void): void;
  /** Another tab has kept something. */
  onKept(tell: () => void): void;
  /** The page is about to be left: whether to ask first. */
  onLeave(losable: () => boolean): void;
};

export const realBrowser: Browser = {
  visible: () => document.visibilityState === 'visible',
  online: () => navigator.onLine,
  onChange(tell) {
    document.addEventListener('visibilitychange', tell);
    window.addEventListener('focus', tell);
    window.addEventListener('online', tell);
    window.addEventListener('offline', tell);
  },
  onKept: (tell) => window.addEventListener('storage', tell),
  onLeave: (losable) => window.addEventListener('beforeunload', (event) => losable() && event.preventDefault()),
};

/** The browser's own storage; undefined where it is blocked, which throws as soon as it is asked for. */
export function storageOfPage(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}
