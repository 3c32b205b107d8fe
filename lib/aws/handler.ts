import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { logger } from './observe.ts';

/** A Lambda handler around one function: logs carry the request's id. */
export const handle = <Event, Answer>(work: (event: Event, context: Context) => Promise<Answer>) =>
  middy<Event, Answer>(work).use(injectLambdaContext(logger));

/** An environment variable that the stack sets; throws where it is missing, at start and not at the first customer. */
export function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`the environment variable ${name} is missing: deploy again`);
  return value;
}
