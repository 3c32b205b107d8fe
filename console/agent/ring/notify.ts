/** Asks the agent, once, whether the browser may notify them; browsers listen only just after a click. */
export function askToNotify(): void {
  if ('Notification' in window && Notification.permission === 'default') void Notification.requestPermission();
}

/** Tells of something while the page is not looked at. It brings the page to the front only when it is clicked. */
export function notify(title: string, body: string, tag: string): void {
  if (!('Notification' in window) || Notification.permission !== 'granted') return;
  try {
    const notification = new Notification(title, { body, tag });
    notification.onclick = () => {
      window.focus();
      notification.close();
    };
  } catch {
    // Chrome on Android lets only service workers do this.
  }
}
