import { SeawayChat } from './element.ts';

declare global {
  interface Window {
    /** Acts on the page's chat; docs/widget.md. */
    seaway: Seaway;
  }
  interface HTMLElementTagNameMap {
    'seaway-chat': SeawayChat;
  }
}

type Seaway = {
  open(): void;
  close(): void;
  /** Says who is logged in, with a token that the page's server has signed. */
  identify(token: string): void;
  /** Nobody is logged in any more: nothing of them stays in the browser. */
  logout(): void;
};

const script = document.currentScript;
const { src = '', dataset = {} } = script instanceof HTMLScriptElement ? script : {};
const chat = () => document.querySelector('seaway-chat');

if (!customElements.get('seaway-chat')) {
  if (src) SeawayChat.endpoint = new URL(src).origin;
  customElements.define('seaway-chat', SeawayChat);
  window.seaway = {
    open: () => chat()?.open(),
    close: () => chat()?.close(),
    identify: (token) => chat()?.identify(token),
    logout: () => chat()?.logout(),
  };
  if (Object.keys(dataset).length > 0) whenParsed(addChat);
}

/** The script's own tag is enough: its `data-` attributes are those of the element. */
function addChat(): void {
  if (chat()) return;
  const element = document.createElement('seaway-chat');
  for (const [name, value = ''] of Object.entries(dataset)) element.setAttribute(name, value);
  document.body.append(element);
}

function whenParsed(act: () => void): void {
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', act);
  else act();
}
