/** The events of widgets that mean a failure: a widget that cannot run leaves by the first of them that is connected. */
export const failureEvents: readonly string[] = [
  'failed',
  'fail',
  'failure',
  'failedToEnqueue',
  'deliveryFailure',
  'callFailure',
  'providerError',
];
