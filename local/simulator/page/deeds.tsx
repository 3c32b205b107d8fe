import { useState } from 'preact/hooks';
import type { PageSays } from '../actions.ts';
import type { PhoneMessage } from '../protocol.ts';

type DeedsProps = { can: readonly PageSays['type'][]; message: PhoneMessage; says: (what: PageSays) => void };

/** What the customer's app lets them do about a message: react to ours, edit or take back their own. */
export function Deeds({ can, message: { id, from, text, reaction }, says }: DeedsProps) {
  const [draft, setDraft] = useState<string>();
  if (from === 'business') {
    if (!can.includes('react')) return null;
    const emoji = reaction ? '' : '👍';
    return <Deed name={reaction ? 'take back' : 'react'} does={() => says({ type: 'react', message: id, emoji })} />;
  }
  if (draft !== undefined)
    return (
      <form
        class="editing"
        onSubmit={(event) => {
          event.preventDefault();
          setDraft(undefined);
          if (draft.trim() && draft !== text) says({ type: 'edit', message: id, text: draft });
        }}
      >
        <input
          aria-label="Edited message"
          value={draft}
          onInput={({ currentTarget }) => setDraft(currentTarget.value)}
        />
        <button type="submit">Save</button>
      </form>
    );
  return (
    <>
      {can.includes('edit') && text && <Deed name="edit" does={() => setDraft(text)} />}
      {can.includes('unsend') && <Deed name="unsend" does={() => says({ type: 'unsend', message: id })} />}
    </>
  );
}

const Deed = ({ name, does }: { name: string; does: () => void }) => (
  <button type="button" class="deed" onClick={does}>
    {name}
  </button>
);
