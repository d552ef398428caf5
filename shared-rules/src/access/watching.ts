/** What is missing of what watches an account: analyzers, alerts, recorders. */
import type { Alert, Monitoring, Recorder } from '../model/monitoring';
import type { Unknown } from '../model/value';

/** An analyzer that there should be. */
export interface MissingAnalyzer {
  readonly kind: 'external' | 'unused';
  readonly type: string;
}

const ANALYZERS: readonly MissingAnalyzer[] = [
  { kind: 'external', type: 'ACCOUNT' },
  { kind: 'unused', type: 'ACCOUNT_UNUSED_ACCESS' },
];

/** Analyzers that are not there; `open` when one that is there may be one that is missing. */
export function missingAnalyzers(
  { analyzers }: Monitoring,
  unusedToo: boolean,
): { readonly missing: readonly MissingAnalyzer[]; readonly open?: Unknown } {
  const sure = analyzers.filter(({ resource }) => resource.uncertain === undefined);
  const wanted = unusedToo ? ANALYZERS : ANALYZERS.slice(0, 1);
  const absent = wanted.filter(({ kind }) => !sure.some(({ finds }) => finds === kind));
  if (absent.length === 0) return { missing: [] };
  // Each analyzer that is not known may stand for one that is missing.
  const perhaps = analyzers.filter(
    ({ finds, resource }) => typeof finds !== 'string' || resource.uncertain !== undefined,
  );
  const reasons = perhaps.flatMap(
    ({ finds, resource }) => (typeof finds === 'string' ? resource.uncertain : finds) ?? [],
  );
  const missing = absent.filter(
    ({ kind }) => !perhaps.some(({ finds }) => finds === kind || typeof finds !== 'string'),
  );
  const [open] = reasons;
  return { missing, ...(open === undefined ? {} : { open }) };
}

/**
 * EventBridge has the calls of IAM in this region only, since CloudTrail records them there (CloudTrail User Guide, "Enabling and
 * disabling global service event logging"). What root does elsewhere is told elsewhere.
 */
const HOME_OF_IAM = 'us-east-1';

/** Why an alert tells nobody; undefined when it tells somebody, or why that is not known. */
export function faultOf(alert: Alert): 'unheard' | 'elsewhere' | Unknown | undefined {
  if ('reason' in alert.tells) return undefined;
  const { source, region, isHeard } = alert;
  // Regions of China and GovCloud have their own.
  if (
    source === 'event-rule' &&
    alert.tells.includes('iam') &&
    region !== undefined &&
    region !== HOME_OF_IAM &&
    !/^(cn|us-gov)-/.test(region)
  )
    return 'elsewhere';
  if (isHeard === true) return undefined;
  return isHeard === false ? 'unheard' : isHeard;
}

/** Of what nobody is told; `open` when an alert that is there may tell of it. */
export function untold({ alerts }: Monitoring): {
  readonly missing: readonly ('iam' | 'root')[];
  readonly open?: Unknown;
} {
  const told = new Set<string>();
  let open: Unknown | undefined;
  for (const alert of alerts) {
    const fault = faultOf(alert);
    if (typeof fault === 'string') continue;
    const doubt = 'reason' in alert.tells ? alert.tells : (fault ?? alert.resource.uncertain);
    open ??= doubt;
    if (doubt === undefined && !('reason' in alert.tells)) for (const one of alert.tells) told.add(one);
  }
  const missing = (['iam', 'root'] as const).filter((one) => !told.has(one));
  return { missing, ...(open === undefined ? {} : { open }) };
}

/** Recorders that leave out IAM, when none of the stack records it: one region is enough. */
export function recordersWithoutIam({ recorders }: Monitoring): {
  readonly blind: readonly (Recorder & { readonly leavesOut: readonly string[] })[];
  readonly open?: { readonly recorder: Recorder; readonly reason: Unknown };
} {
  const open = recorders.flatMap((recorder) => {
    const { leavesOut, resource } = recorder;
    const reason = 'reason' in leavesOut ? leavesOut : leavesOut.length === 0 ? resource.uncertain : undefined;
    return reason === undefined ? [] : [{ recorder, reason }];
  })[0];
  const blind = recorders.filter((recorder): recorder is Blind => !('reason' in recorder.leavesOut));
  if (blind.some(({ leavesOut, resource }) => leavesOut.length === 0 && resource.uncertain === undefined))
    return { blind: [] };
  return open === undefined ? { blind } : { blind: [], open };
}

type Blind = Recorder & { readonly leavesOut: readonly string[] };
