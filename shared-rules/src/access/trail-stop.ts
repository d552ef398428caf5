/** Who can keep CloudTrail from recording. */
import { stringOf } from '../model/value';
import { globMatches } from '../policy/glob';
import { statementsOf, type Access, type Request } from './access';
import { isAdministrator } from './administrator';
import { allows } from './allows';
import { causeOf, type Cause, type CauseQuestion, type Holder, type Verdict } from './cause';
import type { StatementPlace } from './layers';
import { inOurTime } from './our-time';
import { actionAnswer } from './request';

/** What stops a trail, deletes it, sends its files elsewhere or leaves events out of it, the most direct first. */
const STOPPING = [
  'cloudtrail:StopLogging',
  'cloudtrail:DeleteTrail',
  'cloudtrail:UpdateTrail',
  'cloudtrail:PutEventSelectors',
];

const TRAILS = ['arn:*:cloudtrail:*:*:trail/*'];

interface Way {
  readonly action: string;
  readonly witness: Request;
  readonly statements: readonly StatementPlace[];
}

/** The ways to stop a trail that are open, at least one. */
export interface TrailStop {
  readonly ways: readonly Way[];
  readonly witness: Request;
}

const QUESTION: CauseQuestion<TrailStop> = {
  ask: (access) => {
    if (!speaksOfTrails(access) || isAdministrator(access, {}).answer === 'yes') return { answer: 'no' };
    return stopsIn(inOurTime(access));
  },
  rest: ({ found }, elsewhere) => {
    const reported = new Set(elsewhere.flatMap(({ ways }) => ways.map(({ action }) => action)));
    return verdictOf(found.ways.filter(({ action }) => !reported.has(action)));
  },
  isWhole: () => false,
  suffices: (alone, whole) => whole.ways.every(({ action }) => alone.ways.some((way) => way.action === action)),
};

/** Most documents have nothing to do with trails: the solver is not asked for them. */
function speaksOfTrails(access: Access): boolean {
  if (access.layers.some(({ open }) => open !== undefined)) return true;
  return statementsOf(access).some(
    (statement) =>
      statement.effect === 'Allow' && STOPPING.some((action) => actionAnswer(statement, action.toLowerCase()) !== 'no'),
  );
}

function stopsIn(access: Access): Verdict<TrailStop> {
  const ways: Way[] = [];
  let doubt: string | undefined;
  for (const action of STOPPING) {
    const decision = allows(access, { actions: [action], resources: TRAILS });
    if (decision.answer === 'yes') ways.push({ action, witness: decision.witness, statements: decision.statements });
    else if (decision.answer === 'undecided') doubt ??= decision.reason;
  }
  return verdictOf(ways, doubt);
}

function verdictOf(ways: readonly Way[], doubt?: string): Verdict<TrailStop> {
  const [first] = ways;
  if (first !== undefined) {
    const statements = ways.flatMap((way) => way.statements);
    return { answer: 'yes', found: { ways, witness: first.witness }, statements };
  }
  return doubt === undefined ? { answer: 'no' } : { answer: 'undecided', reason: doubt };
}

/** Why somebody can stop a trail, or which policy lets whoever has it. An administrator is reported as such. */
export function trailStop(holder: Holder): Cause<TrailStop> {
  return causeOf(holder, QUESTION);
}

/** Whether the name of a principal or policy fits one of the patterns. */
export function isNamed({ name }: Holder, patterns: readonly string[]): boolean {
  const text = stringOf(name);
  return text !== undefined && patterns.some((pattern) => globMatches(pattern, text));
}
