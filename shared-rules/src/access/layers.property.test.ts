import fc from 'fast-check';
import { accessOf, type Access, type AccessSource } from './access';
import { newAccess } from './new-access';
import { requestAnswer, type Point } from './request';
import { searchRequest } from './search';

/**
 * All layers, policy variables and every family of operators against brute force: each request of a small world is asked
 * one by one. A witness must be allowed and a "no" must mean that nothing is.
 */
const ACTIONS = ['s3:GetObject', 's3:PutObject', 'kms:Decrypt'];
const RESOURCES: Readonly<Record<string, readonly string[]>> = {
  s3: ['arn:aws:s3:::home/alice/x', 'arn:aws:s3:::home/bob/x', 'arn:aws:s3:::logs/x', 'arn:aws:s3:::a/b'],
  kms: ['arn:aws:kms:eu-central-1:123456789012:key/k', 'arn:aws:kms:eu-central-1:999988887777:key/k'],
};
const KEYS: Readonly<Record<string, readonly (readonly string[] | null)[]>> = {
  'aws:MultiFactorAuthPresent': [null, ['true'], ['false']],
  'aws:SourceIp': [null, ['10.0.0.1'], ['10.200.0.1'], ['203.0.113.9'], ['2001:db8::1']],
  'aws:PrincipalOrgID': [null, ['o-1'], ['O-1'], ['o-2']],
  'aws:SecureTransport': [['true'], ['false']],
  'aws:CalledVia': [null],
};

const text = (operators: readonly string[], key: string, values: readonly string[]): fc.Arbitrary<Test> =>
  fc.record({
    operator: fc.constantFrom(...operators),
    key: fc.constant(key),
    values: fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 }),
  });

interface Test {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

const test = fc.oneof(
  text(['Bool', 'BoolIfExists'], 'aws:MultiFactorAuthPresent', ['true', 'false']),
  text(['Bool'], 'aws:SecureTransport', ['true', 'false']),
  text(['Null'], 'aws:SourceIp', ['true', 'false']),
  text(['IpAddress', 'NotIpAddress', 'IpAddressIfExists'], 'aws:SourceIp', [
    '10.0.0.0/8',
    '10.0.0.0/9',
    '2001:db8::/32',
  ]),
  text(
    ['StringEquals', 'StringNotEquals', 'StringLike', 'StringEqualsIgnoreCase', 'ForAllValues:StringLike'],
    'aws:PrincipalOrgID',
    ['o-1', 'o-*', 'o-2'],
  ),
  text(['StringLike', 'ArnLike', 'ArnNotLike'], 'aws:PrincipalArn', [
    'arn:aws:iam::*:user/${aws:username}',
    'arn:aws:iam::123456789012:role/*',
    'arn:aws:iam::*:user/a*',
  ]),
);

const statement = fc.record({
  effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
  action: fc.constantFrom('*', 's3:*', 's3:GetObject', 'kms:*'),
  notAction: fc.boolean(),
  resource: fc.constantFrom(
    '*',
    'arn:aws:s3:::home/${aws:username}/*',
    'arn:aws:s3:::home/*',
    'arn:aws:s3:::?*/x',
    'arn:aws:kms:*',
  ),
  notResource: fc.boolean(),
  tests: fc.array(test, { maxLength: 2 }),
});

type Statement = typeof statement extends fc.Arbitrary<infer T> ? T : never;

const principal = fc.constantFrom<object | string>(
  '*',
  { AWS: 'arn:aws:iam::123456789012:user/alice' },
  { AWS: '123456789012' },
  { AWS: 'arn:aws:iam::999988887777:root' },
  { Service: 's3.amazonaws.com' },
);

function documentOf(statements: readonly Statement[], who?: readonly unknown[]): object {
  return {
    Version: '2012-10-17',
    Statement: statements.map(({ effect, action, notAction, resource, notResource, tests }, index) => ({
      Effect: effect,
      ...(who === undefined ? {} : { Principal: who[index % who.length] }),
      [notAction ? 'NotAction' : 'Action']: action,
      [notResource ? 'NotResource' : 'Resource']: resource,
      Condition: Object.fromEntries(tests.map(({ operator, key, values }) => [operator, { [key]: values }])),
    })),
  };
}

const some = fc.array(statement, { minLength: 1, maxLength: 3 });
const maybe = fc.option(
  some.map((statements) => documentOf(statements)),
  { nil: undefined, freq: 2 },
);
const source: fc.Arbitrary<AccessSource> = fc
  .record({
    identity: fc.array(
      some.map((statements) => documentOf(statements)),
      { minLength: 1, maxLength: 2 },
    ),
    boundary: maybe,
    session: maybe,
    scps: fc.option(
      fc.array(
        fc.array(
          some.map((all) => documentOf(all)),
          { minLength: 1, maxLength: 2 },
        ),
        { maxLength: 2 },
      ),
      {
        nil: undefined,
        freq: 1,
      },
    ),
    rcps: fc.option(
      some.map((all) => [[documentOf(all, ['*'])]]),
      { nil: undefined, freq: 1 },
    ),
    resource: fc.option(
      fc.tuple(some, fc.array(principal, { minLength: 1, maxLength: 2 })).map(([all, who]) => documentOf(all, who)),
      { nil: undefined, freq: 2 },
    ),
    resourceAccount: fc.constantFrom(undefined, '999988887777'),
    principal: fc.constantFrom('arn:aws:iam::123456789012:user/alice', 'arn:aws:iam::123456789012:role/deployer'),
  })
  .map(
    (all) =>
      Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as unknown as AccessSource,
  );

function* contexts(access: Access): Generator<Map<string, readonly string[]>> {
  const given = [...access.context].flatMap(([key, values]) => (values === null ? [] : [[key, values] as const]));
  const keys = Object.entries(KEYS);
  const total = keys.reduce((product, [, values]) => product * values.length, 1);
  for (let index = 0; index < total; index++) {
    const context = new Map<string, readonly string[]>(given);
    let rest = index;
    for (const [key, values] of keys) {
      const value = values[rest % values.length];
      rest = Math.floor(rest / values.length);
      if (value !== null && value !== undefined) context.set(key.toLowerCase(), value);
    }
    yield context;
  }
}

function* points(access: Access, action: string): Generator<Point> {
  for (const resource of RESOURCES[action.slice(0, action.indexOf(':'))] ?? []) {
    for (const context of contexts(access)) yield { action: action.toLowerCase(), resource, context };
  }
}

const isAllowed = (access: Access, point: Point): boolean => requestAnswer(access, point) === 'yes';

function pointOf(witness: { readonly action: string; readonly resource: string; readonly context: object }): Point {
  const entries = Object.entries(witness.context) as [string, string | readonly string[]][];
  const context = new Map(
    entries.map(([key, value]) => [key.toLowerCase(), typeof value === 'string' ? [value] : value]),
  );
  return { action: witness.action.toLowerCase(), resource: witness.resource, context };
}

describe('the search over all layers', () => {
  it('never denies a request that is allowed, and never shows one that is not', () => {
    fc.assert(
      fc.property(source, fc.constantFrom(...ACTIONS), (world, action) => {
        const access = accessOf(world);
        const decision = searchRequest(access, { action, fixed: new Map() });
        if (decision.answer === 'yes') expect(isAllowed(access, pointOf(decision.witness))).toBe(true);
        if (decision.answer === 'no') {
          for (const point of points(access, action))
            if (isAllowed(access, point)) throw new Error(JSON.stringify(point));
        }
      }),
      { numRuns: 600 },
    );
  });

  it('decides when all is known', () => {
    let undecided = 0;
    const sample = fc.sample(source, { numRuns: 400, seed: 11 });
    for (const world of sample) {
      const access = accessOf(world);
      for (const action of ACTIONS) {
        if (searchRequest(access, { action, fixed: new Map() }).answer === 'undecided') undecided++;
      }
    }
    expect(undecided).toBe(0);
  });
});

describe('newAccess', () => {
  const documents = some.map((statements) => documentOf(statements));

  it('shows only what is new, and says no only when nothing is', () => {
    fc.assert(
      fc.property(documents, documents, (before, after) => {
        const decision = newAccess(before, after);
        const principal = 'arn:aws:iam::123456789012:user/alice';
        const [old, recent] = [before, after].map((one) => accessOf({ identity: [one], principal })) as [
          Access,
          Access,
        ];
        if (decision.answer === 'yes') {
          const point = pointOf(decision.witness);
          expect([isAllowed(recent, point), isAllowed(old, point)]).toEqual([true, false]);
        }
        if (decision.answer === 'no') {
          for (const action of ACTIONS) {
            for (const point of points(recent, action)) {
              if (isAllowed(recent, point) && !isAllowed(old, point)) throw new Error(JSON.stringify(point));
            }
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('finds nothing new in a document beside itself, nor in one with a further deny', () => {
    fc.assert(
      fc.property(some, statement, (statements, extra) => {
        const document = documentOf(statements);
        expect(newAccess(document, document).answer).toBe('no');
        expect(newAccess(document, documentOf([...statements, { ...extra, effect: 'Deny' }])).answer).toBe('no');
        expect(newAccess(documentOf([...statements, { ...extra, effect: 'Allow' }]), document).answer).not.toBe('yes');
      }),
      { numRuns: 300 },
    );
  });
});
