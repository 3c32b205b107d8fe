import type { Connector } from '../connector.ts';

/** How an account of each channel is connected to its provider, by the name of the channel. */
export const connectors: Record<string, Connector> = {};
