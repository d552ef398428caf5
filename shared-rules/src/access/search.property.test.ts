import fc from 'fast-check';
import { accessOf, type Access } from './access';
import { requestAnswer } from './request';
import { searchRequest } from './search';

/**
 * The search against brute force over a small world: every request of the world is asked one by one. A witness must be
 * allowed, a "no" must mean that none is, and with everything known the search must hardly ever give up.
 */
const ACTIONS = ['s3:GetObject', 's3:PutObject', 'iam:CreateUser'];
const RESOURCES = [
  'arn:aws:s3:::a/x',
  'arn:aws:s3:::a/y',
  'arn:aws:s3:::b/x',
  'arn:aws:s3:::secret/z',
  'arn:aws:iam::123456789012:user/alice',
];
const KEYS: Readonly<Record<string, readonly (string | null)[]>> = {
  'aws:MultiFactorAuthPresent': [null, 'true', 'false'],
  // Every request has a region.
  'aws:RequestedRegion': ['eu-central-1', 'us-east-1', 'ap-south-1'],
  'aws:PrincipalOrgID': [null, 'o-1', 'o-2'],
};

const condition = fc.oneof(
  fc.record({
    operator: fc.constantFrom('Bool', 'BoolIfExists'),
    key: fc.constant('aws:MultiFactorAuthPresent'),
    value: fc.constantFrom('true', 'false'),
  }),
  fc.record({
    operator: fc.constant('Null'),
    key: fc.constantFrom(...Object.keys(KEYS)),
    value: fc.constantFrom('true', 'false'),
  }),
  fc.record({
    operator: fc.constantFrom(
      'StringEquals',
      'StringNotEquals',
      'StringEqualsIfExists',
      'ForAllValues:StringEquals',
      'ForAnyValue:StringEquals',
    ),
    key: fc.constant('aws:RequestedRegion'),
    value: fc.constantFrom('eu-central-1', 'us-east-1'),
  }),
  fc.record({
    operator: fc.constantFrom('StringEquals', 'StringNotEquals', 'StringLike'),
    key: fc.constant('aws:PrincipalOrgID'),
    value: fc.constantFrom('o-1', 'o-2'),
  }),
);

const statement = fc.record({
  effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
  action: fc.constantFrom('*', 's3:*', 's3:GetObject', 'S3:Put*', 'iam:*'),
  notAction: fc.boolean(),
  resource: fc.constantFrom('*', 'arn:aws:s3:::*', 'arn:aws:s3:::a/*', 'arn:aws:s3:::?/x', 'arn:aws:s3:::secret/z'),
  notResource: fc.boolean(),
  conditions: fc.array(condition, { maxLength: 2 }),
});

type Statement = typeof statement extends fc.Arbitrary<infer T> ? T : never;

function documentOf(statements: readonly Statement[]): object {
  return {
    Version: '2012-10-17',
    Statement: statements.map(({ effect, action, notAction, resource, notResource, conditions }) => ({
      Effect: effect,
      [notAction ? 'NotAction' : 'Action']: action,
      [notResource ? 'NotResource' : 'Resource']: resource,
      Condition: Object.fromEntries(conditions.map(({ operator, key, value }) => [operator, { [key]: value }])),
    })),
  };
}

function* contexts(): Generator<ReadonlyMap<string, readonly string[]>> {
  const keys = Object.entries(KEYS);
  const total = keys.reduce((product, [, values]) => product * values.length, 1);
  for (let index = 0; index < total; index++) {
    const context = new Map<string, readonly string[]>([
      ['aws:principalaccount', ['123456789012']],
      ['aws:principalarn', ['arn:aws:iam::123456789012:user/alice']],
      ['aws:principaltype', ['User']],
      ['aws:username', ['alice']],
    ]);
    let rest = index;
    for (const [key, values] of keys) {
      const value = values[rest % values.length];
      rest = Math.floor(rest / values.length);
      if (value !== null && value !== undefined) context.set(key.toLowerCase(), [value]);
    }
    yield context;
  }
}

function someAllowed(access: Access, action: string): boolean {
  for (const context of contexts()) {
    for (const resource of RESOURCES) {
      // No real request asks IAM for an object.
      if (!resource.startsWith(`arn:aws:${action.split(':')[0] ?? ''}:`)) continue;
      if (requestAnswer(access, { action: action.toLowerCase(), resource, context }) === 'yes') return true;
    }
  }
  return false;
}

const worlds = fc.record({
  identity: fc.array(fc.array(statement, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 2 }),
  boundary: fc.option(fc.array(statement, { minLength: 1, maxLength: 2 }), { nil: undefined }),
});

const accessIn = ({ identity, boundary }: typeof worlds extends fc.Arbitrary<infer T> ? T : never): Access =>
  accessOf({
    identity: identity.map((statements) => ({ document: documentOf(statements) })),
    ...(boundary === undefined ? {} : { boundary: { document: documentOf(boundary) } }),
    principal: { kind: 'user', name: 'alice' },
  });

describe('the search', () => {
  it('never denies a request that is allowed, and never shows one that is not', () => {
    fc.assert(
      fc.property(worlds, fc.constantFrom(...ACTIONS), (world, action) => {
        const access = accessIn(world);
        const decision = searchRequest(access, { action, fixed: new Map() });
        if (decision.answer === 'no') expect(someAllowed(access, action)).toBe(false);
        if (decision.answer !== 'yes') return;
        const { resource, context } = decision.witness;
        const point = {
          action: action.toLowerCase(),
          resource,
          context: new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), [value].flat()])),
        };
        expect(requestAnswer(access, point)).toBe('yes');
      }),
      { numRuns: 1500 },
    );
  });

  it('decides nearly everything when all is known', () => {
    let undecided = 0;
    const sample = fc.sample(worlds, { numRuns: 500, seed: 7 });
    for (const world of sample) {
      const access = accessIn(world);
      for (const action of ACTIONS)
        if (searchRequest(access, { action, fixed: new Map() }).answer === 'undecided') undecided++;
    }
    expect(undecided / (sample.length * ACTIONS.length)).toBe(0);
  });

  it('gains nothing from a further deny and loses nothing by a further allow', () => {
    fc.assert(
      fc.property(worlds, statement, fc.constantFrom(...ACTIONS), (world, extra, action) => {
        const ask = (identity: typeof world.identity): string =>
          searchRequest(accessIn({ ...world, identity }), { action, fixed: new Map() }).answer;
        const before = ask(world.identity);
        const denied = ask([...world.identity, [{ ...extra, effect: 'Deny' }]]);
        const allowed = ask([...world.identity, [{ ...extra, effect: 'Allow' }]]);
        if (before === 'no') expect(denied).not.toBe('yes');
        if (before === 'yes') expect(allowed).not.toBe('no');
      }),
      { numRuns: 500 },
    );
  });
});
