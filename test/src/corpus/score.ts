/** Labels against answers. */
import { contradicted, disagreements } from './disagreements';

/** One question about one labelled thing. */
export interface Case {
  /** Unique in its set, stable. */
  readonly id: string;
  /** What the label says: something is wrong. */
  readonly expected: boolean;
  /** What we say; undefined when it is undecided, which counts as "nothing found". */
  readonly found: boolean | undefined;
  /** What we found, in a few words. */
  readonly detail?: string;
}

/** A labelled set with what was asked of it. */
export interface LabelledSet {
  readonly name: string;
  readonly cases: readonly Case[];
  /** Labels of questions that nothing here answers yet, by question. */
  readonly notYet: ReadonlyMap<string, number>;
  /** Labels that cannot be asked, and why. */
  readonly notAsked: ReadonlyMap<string, number>;
}

export const HEAD = [
  '| set | cases | TP | FP | FN | TN | undecided | precision | recall |',
  '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
];

/** One row of the table. */
export function row({ name, cases }: LabelledSet): string {
  const count = (expected: boolean, found: boolean): number =>
    cases.filter((one) => one.expected === expected && (one.found === true) === found).length;
  const [tp, fp, fn, tn] = [count(true, true), count(false, true), count(true, false), count(false, false)];
  const undecided = cases.filter(({ found }) => found === undefined).length;
  const share = (part: number, rest: number): string => (part + rest === 0 ? '-' : (part / (part + rest)).toFixed(3));
  return `| ${[name, cases.length, tp, fp, fn, tn, undecided, share(tp, fp), share(tp, fn)].join(' | ')} |`;
}

/** All of a peer's sets in one row, and once more with the labels put right that AWS contradicts. */
export function sums(peer: string, sets: readonly LabelledSet[]): readonly string[] {
  const own = sets.filter(({ name }) => name === peer || name.startsWith(`${peer}: `));
  const labelled = own.flatMap(({ name, cases }) => cases.map((one) => ({ ...one, id: `${name}/${one.id}` })));
  const right = labelled.map((one) => (contradicted.has(one.id) ? { ...one, expected: !one.expected } : one));
  const of = (name: string, cases: readonly Case[]): string =>
    row({ name, cases, notYet: new Map(), notAsked: new Map() });
  const title = `${peer}, all of it, ${contradicted.size} labels put right that AWS contradicts`;
  return [of(`${peer}, all of it`, labelled), of(title, right)];
}

/** What is told below the table, and how many disagreements nobody has reviewed. */
export function details({ name, cases, notYet, notAsked }: LabelledSet): {
  readonly lines: readonly string[];
  readonly unreviewed: number;
} {
  const apart = cases.filter(({ expected, found }) => expected !== (found === true));
  const lines = apart.map(({ id, expected, found, detail }) => {
    const label = expected ? 'label: fail' : 'label: pass';
    const ours = found === undefined ? 'undecided' : found ? 'found' : 'nothing found';
    return `- ${name}/${id} (${label}, ours: ${ours}${detail === undefined ? '' : `, ${detail}`}): ${reasonOf(name, id) ?? 'NOT REVIEWED'}`;
  });
  const counted = (title: string, map: ReadonlyMap<string, number>): readonly string[] =>
    map.size === 0 ? [] : [`- ${name}, ${title}: ${[...map].map(([what, number]) => `${what} ${number}`).join('; ')}`];
  return {
    lines: [
      ...lines,
      ...counted('labels not answered yet', notYet),
      ...counted('labels that cannot be asked', notAsked),
    ],
    unreviewed: apart.filter(({ id }) => reasonOf(name, id) === undefined).length,
  };
}

const reasonOf = (set: string, id: string): string | undefined => disagreements.get(`${set}/${id}`);

/** Reviewed disagreements that are none any more, or that name nothing. */
export function stale(sets: readonly LabelledSet[]): readonly string[] {
  const current = new Set(
    sets.flatMap(({ name, cases }) =>
      cases.filter(({ expected, found }) => expected !== (found === true)).map(({ id }) => `${name}/${id}`),
    ),
  );
  return [...disagreements.keys()].filter((id) => !current.has(id));
}

/** One more of a thing. */
export function add(map: Map<string, number>, key: string, number = 1): void {
  map.set(key, (map.get(key) ?? 0) + number);
}
