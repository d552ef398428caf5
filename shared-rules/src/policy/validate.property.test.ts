import fc from 'fast-check';
import { placeOf, type CheckPath, type PolicyType } from './check';
import { readDocument } from './document';
import { parsePolicy } from './parse';
import { validatePolicy } from './validate';

const types: readonly PolicyType[] = ['identity', 'resource', 'trust', 'scp', 'rcp', 'boundary', 'session'];
const type = fc.constantFrom(...types);

/** Words that documents are made of, right and wrong ones. */
const word = fc.oneof(
  fc.constantFrom(
    '*', '', 'Allow', 'Deny', 'allow', 's3:GetObject', 's3:Get*', 'iam:PassRole', 'sts:AssumeRole', '__proto__', 'arn:aws:s3:::a/*',
    'arn:aws:iam::111122223333:role/a', 'arn:aws:iam:::role/*', 'arn::::', '${aws:username}', '${', '${a b, c}', '111122223333',
    'ec2.amazonaws.com', 'accounts.google.com', '10.0.0.0/8', 'true', '2012-10-17', '2026-01-01', 'aws:SourceIp', 'aws:TagKeys',
    'aws:ResourceTag/a', 'token.actions.githubusercontent.com',
  ), // prettier-ignore
  fc.string({ maxLength: 8 }),
);
const value = fc.oneof(word, fc.array(word, { maxLength: 3 }), fc.integer(), fc.boolean(), fc.constant(null));
const operator = fc.constantFrom(
  'StringEquals', 'StringLike', 'StringNotLikeIfExists', 'ForAllValues:StringLike', 'ForAnyValue:StringEquals', 'Bool', 'Null',
  'IpAddress', 'NotIpAddress', 'NumericLessThan', 'DateLessThan', 'ArnLike', 'BinaryEquals', 'bool', 'Wrong', '__proto__',
); // prettier-ignore
const key = fc.oneof(
  fc.constantFrom(
    'aws:SourceIp', 'aws:TagKeys', 'aws:username', 'aws:PrincipalArn', 'aws:ResourceTag/a', 's3:prefix', 'iam:PassedToService',
    'accounts.google.com:aud', 'aws:SecureTransport', 'aws:MultiFactorAuthAge', 'nokey', 'aws:PrincipalOrgID', 'aws:SourceAccount',
  ), // prettier-ignore
  word,
);
const condition = fc.dictionary(operator, fc.oneof(fc.dictionary(key, value, { maxKeys: 2 }), value), { maxKeys: 2 });
const principal = fc.oneof(
  fc.constant('*'),
  fc.dictionary(fc.constantFrom('AWS', 'Service', 'Federated', 'Aws'), value, { maxKeys: 2 }),
  value,
);
const statement = fc.record(
  {
    Sid: value,
    Effect: fc.oneof(fc.constantFrom('Allow', 'Deny'), value),
    Action: value,
    NotAction: value,
    Resource: value,
    NotResource: value,
    Principal: principal,
    NotPrincipal: principal,
    Condition: fc.oneof(condition, value),
    Other: value,
  },
  { requiredKeys: [] },
);
const policy = fc.record(
  {
    Version: fc.oneof(fc.constant('2012-10-17'), value),
    Id: value,
    Statement: fc.oneof(statement, fc.array(statement, { maxLength: 3 }), value),
  },
  { requiredKeys: [] },
);

function at(json: unknown, path: CheckPath): unknown {
  return path.reduce<unknown>((inner, step) => {
    if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, step)) throw new Error(placeOf(path));
    return (inner as Readonly<Record<string | number, unknown>>)[step];
  }, json);
}

describe('validatePolicy', () => {
  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.anything(), type, (anything, use) => Array.isArray(validatePolicy(anything, { type: use }))),
    );
    fc.assert(fc.property(fc.string(), type, (text, use) => Array.isArray(validatePolicy(text, { type: use }))));
    fc.assert(fc.property(fc.json(), type, (text, use) => Array.isArray(validatePolicy(text, { type: use }))));
  });

  it('points at elements that are there, and gives each a position in text', () => {
    fc.assert(
      fc.property(policy, type, (document, use) => {
        const text = JSON.stringify(document, undefined, 1);
        const json: unknown = JSON.parse(text);
        const checks = validatePolicy(text, { type: use });
        for (const { path, position, message } of checks) {
          at(json, path);
          expect(message).not.toMatch(/undefined|\.$/);
          const line = text.split('\n')[(position?.line ?? 0) - 1];
          expect(line?.length).toBeGreaterThanOrEqual(position?.column ?? Infinity);
        }
        const ofData = validatePolicy(json, { type: use });
        expect(ofData.map(({ code, path }) => [code, path])).toEqual(checks.map(({ code, path }) => [code, path]));
      }),
      { numRuns: 500 },
    );
  });

  it('calls malformed exactly what stops `readDocument`', () => {
    fc.assert(
      fc.property(policy, type, (document, use) => {
        const { problem } = readDocument(document, use);
        if (problem === undefined) return;
        expect(validatePolicy(document, { type: use })[0]).toMatchObject({ code: problem.code, severity: 'error' });
      }),
      { numRuns: 500 },
    );
  });
});

describe('parsePolicy', () => {
  it('finds every element that `JSON.parse` finds', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), (text) => {
        const { json, positionOf } = parsePolicy(text);
        const look = (value: unknown, path: CheckPath): void => {
          expect(positionOf(path)).toBeDefined();
          if (typeof value !== 'object' || value === null) return;
          for (const [name, inner] of Object.entries(value))
            look(inner, [...path, Array.isArray(value) ? Number(name) : name]);
        };
        look(json, []);
      }),
    );
  });
});
