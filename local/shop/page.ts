import { readFileSync } from 'node:fs';

const source = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');

export const shopScript = source('page/shop.js');
export const shopStyle = source('page/shop.css');
export const shopSign = source('page/favicon.svg');
const html = source('page/shop.html');

type ShopPage = {
  /** The origin of our API. */
  endpoint: string;
  /** Of who is logged in, signed. */
  identity: string | undefined;
  /** The page's language as `?lang=` asks for it; English unless it does. */
  language: string | null;
};

/** The shop's page, with the tag of the chat. */
export function drawShop({ endpoint, identity, language }: ShopPage): string {
  const lang = /^[a-z]{2}$/.exec(language ?? '')?.[0] ?? 'en';
  const direction = ['ar', 'fa', 'he', 'ur'].includes(lang) ? 'rtl' : 'ltr';
  const signed = identity === undefined ? '' : ` identity="${identity}"`;
  return html
    .replace('<html lang="en">', `<html lang="${lang}" dir="${direction}">`)
    .replace('<seaway-chat>', `<seaway-chat endpoint="${endpoint}" account="main"${signed}>`);
}
