/** What the palette and the sheet of keys say. */
export const texts = {
  title: 'Find a customer, a task, an answer or a command',
  placeholder: 'Customer, task, canned reply or command',
  groups: { tasks: 'Open tasks', commands: 'Commands', canned: 'Canned replies', customers: 'Customers' },
  results: 'What was found',
  searching: 'Looking for customers …',
  nothing: 'Nothing fits.',
  failed: (why: string) => `Customers could not be looked for: ${why}`,
  found: (count: number) => `${count} found`,
  sheet: 'Keys',
  on: 'Use these keys',
  onAdvice:
    'Turn them off where your screen reader or your keyboard has its own. Everything can also be done with the buttons.',
  up: 'arrow up',
  down: 'arrow down',
};
