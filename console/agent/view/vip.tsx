import { texts } from '../texts.ts';

/** The mark of a customer who matters more. */
export const Vip = () => <span class="vip">{texts.vip}</span>;
