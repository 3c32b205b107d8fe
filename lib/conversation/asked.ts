import type { FlowEffect } from '../flow/event.ts';

export type Asked = Extract<FlowEffect, { type: 'call' | 'bot' | 'dial' }>;

/** Whether the flow waits for the answer within the same turn. */
export const isAsked = (effect: FlowEffect): effect is Asked =>
  effect.type === 'call' || effect.type === 'bot' || effect.type === 'dial';
