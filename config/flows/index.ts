import frontDesk from './front-desk.json' with { type: 'json' };
import phoneDesk from './phone-desk.json' with { type: 'json' };

/** The flows that a deployment publishes, by the name that config/deployment.ts uses. */
export const flows = { 'front-desk': frontDesk, 'phone-desk': phoneDesk };
