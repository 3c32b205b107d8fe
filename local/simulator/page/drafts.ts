type Draft = { id: string; text: string };

/** What was written and not sent in this tab, with the id it will be sent under. */
export function keptDraft(name: string): Draft {
  const [id = crypto.randomUUID(), text = ''] = sessionStorage.getItem(keyOf(name))?.split(/ (.*)/s) ?? [];
  return { id, text };
}

/** Keeps another text; it is another message, so it gets an id of its own. */
export function keepDraft(name: string, text: string): Draft {
  const draft = { id: crypto.randomUUID(), text };
  sessionStorage.setItem(keyOf(name), `${draft.id} ${text}`);
  return draft;
}

const keyOf = (name: string): string => `draft ${name}`;
