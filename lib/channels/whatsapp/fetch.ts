export { fetchMedia as fetch } from '../shared/twilio-media.ts';
