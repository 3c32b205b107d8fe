export { verifyMeta as verify } from '../shared/meta.ts';
