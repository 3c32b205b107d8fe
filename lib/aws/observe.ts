import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';

/** Structured logs: ids and outcomes, never what anybody wrote, and no secret. */
export const logger = new Logger({ serviceName: 'seaway' });

/** Metrics as log lines in CloudWatch's embedded format: no call, no time. Each goes out at once. */
const metrics = new Metrics({ namespace: 'Seaway', serviceName: 'seaway' });

/**
 * Adds one to a counter, told apart by `dimensions` such as the channel: each of their values is a metric of its own, that is
 * paid for. `about` stands in the log line alone.
 */
export function count(name: string, dimensions: Record<string, string> = {}, about: Record<string, string> = {}): void {
  const metric = metrics.singleMetric();
  for (const [fact, value] of Object.entries(about)) metric.addMetadata(fact, value);
  for (const [dimension, value] of Object.entries(dimensions)) metric.addDimension(dimension, value);
  metric.addMetric(name, 'Count', 1);
}
