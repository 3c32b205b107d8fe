/** Every sentence of the palette and of the sheet of keys; what stands in braces is filled in. */
export const texts = {
  title: 'Find a customer, a task, an answer or a command',
  placeholder: 'Customer, task, canned reply or command',
  groups: { tasks: 'Open tasks', commands: 'Commands', canned: 'Canned replies', customers: 'Customers' },
  results: 'What was found',
  searching: 'Looking for customers …',
  nothing: 'Nothing fits.',
  failed: 'Customers could not be looked for.',
  found: '{count} found',
  vip: 'VIP',
  sheet: 'Keys',
  on: 'Use these keys',
  onAdvice:
    'Turn them off where your screen reader or your keyboard has its own. Everything can also be done with the buttons.',
  up: 'arrow up',
  down: 'arrow down',
  close: 'Close',
};
