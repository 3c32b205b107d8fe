import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';

/** Structured logs: ids and outcomes, never what anybody wrote, and no secret. */
export const logger = new Logger({ serviceName: 'seaway' });

/** Metrics as log lines in CloudWatch's embedded format: no call, no time. Each goes out at once. */
const metrics = new Metrics({ namespace: 'Seaway', serviceName: 'seaway' });

/** Adds one to a counter, told apart by `dimensions` such as the channel. */
export function count(name: string, dimensions: Record<string, string> = {}): void {
  const metric = metrics.singleMetric();
  for (const [dimension, value] of Object.entries(dimensions)) metric.addDimension(dimension, value);
  metric.addMetric(name, 'Count', 1);
}
