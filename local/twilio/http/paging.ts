import * as z from 'zod';
import { Problem } from '../problem.ts';
import type { Answer, Call } from './call.ts';
import { readParameters, text, wholeNumber } from './parameters.ts';

const pageSchema = z.object({
  PageSize: wholeNumber(1, 1_000).default(50),
  Page: wholeNumber(0, 1_000_000).default(0),
  PageToken: text.optional(),
});

/** One page of items, with the addresses of its neighbours. A token is `PA` and the SID of the page's last item. */
export function listAnswer<Item extends { sid: string }>(
  call: Call,
  key: string,
  items: readonly Item[],
  present: (item: Item) => unknown,
): Answer {
  const { PageSize, Page, PageToken } = readParameters(pageSchema, call.query);
  if (call.account.strict && Page > 0 && PageToken === undefined)
    throw new Problem(400, 40153, 'Absolute paging is not supported: use PageToken instead of Page');
  const start = PageToken === undefined ? Page * PageSize : startAfter(items, PageToken.slice(2));
  const page = items.slice(start, start + PageSize);
  const last = page.at(-1);
  const beforeFirst = items[start - PageSize - 1];
  const address = (number: number, token?: string) => addressOf(call, PageSize, number, token);
  const previousToken = beforeFirst && `PA${beforeFirst.sid}`;
  return {
    status: 200,
    body: {
      [key]: page.map(present),
      meta: {
        key,
        page: Page,
        page_size: PageSize,
        first_page_url: address(0),
        previous_page_url: start > 0 ? address(Math.max(Page - 1, 0), previousToken) : null,
        next_page_url: last && start + PageSize < items.length ? address(Page + 1, `PA${last.sid}`) : null,
        url: address(Page, PageToken),
      },
    },
  };
}

/** SIDs sort by birth, so that a list goes on even after the item of the token was deleted. */
function startAfter(items: readonly { sid: string }[], sid: string): number {
  const index = items.findIndex((item) => item.sid === sid);
  if (index >= 0) return index + 1;
  const later = items.findIndex((item) => item.sid > sid);
  return later >= 0 ? later : items.length;
}

function addressOf({ account, path, query }: Call, pageSize: number, page: number, token?: string): string {
  const parameters = new URLSearchParams(query);
  parameters.set('PageSize', String(pageSize));
  parameters.set('Page', String(page));
  parameters.delete('PageToken');
  if (token !== undefined) parameters.set('PageToken', token);
  return `${account.origin()}/v1${path}?${parameters}`;
}
