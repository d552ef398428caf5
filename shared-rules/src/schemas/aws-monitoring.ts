/** What in a stack watches the account: trails, analyzers, recorders, alerts. */
import type { Monitoring } from '../model/monitoring';
import type { Of } from './aws-drafts';

/** Everything of the stack that watches. */
export function monitoringOf(_of: Of): Monitoring {
  return { trails: [], analyzers: [], recorders: [], alerts: [], loggables: [] };
}
