import type { Conversation } from '../../../../lib/console/protocol/conversation.ts';
import type { CustomerView } from '../../../../lib/console/protocol/customer.ts';
import type { Colleagues, Desk, Found } from '../../../../lib/console/protocol/desk.ts';
import type { Me } from '../../../../lib/console/protocol/me.ts';
import type { Work } from '../../../../lib/console/protocol/work.ts';

/** All that the server knows, as one agent sees it. */
export type Scene = {
  me: Me;
  work: Work;
  conversations: Record<string, Conversation>;
  customers: Record<string, CustomerView>;
  colleagues: Colleagues;
  desk: Desk;
  found: Found;
};
