import frontDesk from './front-desk.json' with { type: 'json' };

/** The flows that a deployment publishes, by the name that config/deployment.ts uses. */
export const flows = { 'front-desk': frontDesk };
