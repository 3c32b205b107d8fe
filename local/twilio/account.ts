import type { Faults } from './faults.ts';
import type { FlexState } from './flex/model.ts';
import type { Connect } from './resources/conference.ts';
import type { SearchIndex } from './search-index.ts';
import type { Space, Surroundings } from './space.ts';

/** Everything one stand-in holds. */
export type Account = Surroundings & {
  authToken: string;
  /** Answer as little as the documentation promises: no attributes in lists, no absolute paging. */
  strict: boolean;
  spaces: Map<string, Space>;
  faults: Faults;
  searchIndex: SearchIndex;
  flex: FlexState;
  /** Calls a worker's telephone. */
  connect?: Connect;
};
