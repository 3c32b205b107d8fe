import { type Running, runChat } from './running.ts';

/** The style sheet, which the build puts here: console/build.ts. */
declare const SEAWAY_STYLE: string;

/** `<seaway-chat>`: docs/widget.md has its attributes. */
export class SeawayChat extends HTMLElement {
  static observedAttributes = ['endpoint', 'account', 'identity', 'texts', 'lang', 'dir'];
  /** Where the API is, unless the tag says otherwise: where the script came from. */
  static endpoint = '';
  readonly #root = this.attachShadow({ mode: 'open' });
  #running: Running | undefined;

  connectedCallback(): void {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(SEAWAY_STYLE);
    this.#root.adoptedStyleSheets = [sheet];
    this.#start();
  }

  disconnectedCallback(): void {
    this.#running?.stop();
    this.#running = undefined;
  }

  attributeChangedCallback(name: string, _before: string | null, after: string | null): void {
    if (!this.#running) return;
    if (name === 'identity') this.identify(after);
    else if (name === 'endpoint' || name === 'account') this.#start();
    else this.#running.draw();
  }

  open(): void {
    this.#running?.open();
  }

  close(): void {
    this.#running?.close();
  }

  identify(token: string | null): void {
    this.#running?.identify(token);
  }

  logout(): void {
    this.removeAttribute('identity');
    this.#running?.logout();
  }

  #start(): void {
    this.#running?.stop();
    const endpoint = this.getAttribute('endpoint') || SeawayChat.endpoint;
    const account = this.getAttribute('account') || 'main';
    this.#running = runChat(this, this.#root, { origin: new URL(endpoint).origin, account });
  }
}
