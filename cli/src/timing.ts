/** What `--timing` tells: how long each part of a check took. */

/** Measures the parts of a check. A part that runs several times, such as a rule over several stacks, adds up. */
export interface Timing {
  /** Runs a part of the work and counts its time. */
  readonly around: <T>(part: string, work: () => T) => T;
  /** The same for what is awaited. */
  readonly aroundAll: <T>(part: string, work: () => Promise<T>) => Promise<T>;
  /** The table, slowest part first; what no part counted is the rest. */
  readonly table: () => string;
}

/** Begins to measure. The clock gives milliseconds. */
export function startTiming(now: () => number = () => performance.now()): Timing {
  const parts = new Map<string, number>();
  const begin = now();
  const count = (part: string, since: number): void => void parts.set(part, (parts.get(part) ?? 0) + now() - since);
  return {
    around(part, work) {
      const since = now();
      try {
        return work();
      } finally {
        count(part, since);
      }
    },
    async aroundAll(part, work) {
      const since = now();
      try {
        return await work();
      } finally {
        count(part, since);
      }
    },
    table: () => tableOf(parts, now() - begin),
  };
}

function tableOf(parts: ReadonlyMap<string, number>, total: number): string {
  const counted = [...parts.values()].reduce((sum, time) => sum + time, 0);
  const sorted = [...parts].sort(([, a], [, b]) => b - a);
  const rows = [...sorted, ['the rest', total - counted], ['total', total]] as const;
  const width = Math.max(...rows.map(([part]) => part.length));
  const line = ([part, time]: readonly [string, number]): string =>
    `${part.padEnd(width)} ${`${time.toFixed(1)} ms`.padStart(12)} ${share(time, total).padStart(8)}\n`;
  return rows.map(line).join('');
}

function share(time: number, total: number): string {
  return total === 0 ? '-' : `${((100 * time) / total).toFixed(1)} %`;
}
