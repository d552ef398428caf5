import { accessOf } from './access';
import { isAdministrator } from './administrator';
import { allows } from './allows';
import { escalations } from './escalation';
import { canWithoutMfa } from './mfa';
import { newAccess } from './new-access';
import { publicAccess } from './public-access';

const document = (...statements: readonly object[]): object => ({
  Version: '2012-10-17',
  Statement: statements.map((part) => ({ Effect: 'Allow', Action: '*', Resource: '*', ...part })),
});
const many = (count: number, part: (index: number) => object): object =>
  document(...Array.from({ length: count }, (_, index) => part(index)));

const ACTIONS = ['s3:GetObject', 's3:PutObject', 'ec2:RunInstances', 'iam:PassRole', 'kms:Decrypt'];
const stars = `${'*a'.repeat(40)}*`;

const hostile: readonly (readonly [title: string, document: string | object])[] = [
  ['no JSON', '{"Version'],
  ['an empty text', ''],
  ['null', 'null'],
  ['deep nesting', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
  [
    'keys of the prototype',
    '{"__proto__":{"Statement":[]},"constructor":{},"Statement":[{"__proto__":{"Effect":"Allow"}}]}',
  ],
  [
    'a condition on keys of the prototype',
    document({ Condition: JSON.parse('{"StringEquals":{"__proto__":"x","constructor":"y"}}') as object }),
  ],
  [
    '10,000 allows',
    many(10_000, (index) => ({ Action: ACTIONS[index % 5], Resource: `arn:aws:s3:::bucket-${String(index)}/*` })),
  ],
  [
    '10,000 denies',
    document(
      {},
      ...Array.from({ length: 10_000 }, (_, index) => ({
        Effect: 'Deny',
        Action: ACTIONS[index % 5],
        Resource: `arn:aws:s3:::b${String(index)}/*`,
      })),
    ),
  ],
  [
    '10,000 denies with conditions',
    document(
      {},
      ...Array.from({ length: 10_000 }, (_, index) => ({
        Effect: 'Deny',
        Condition: { StringEquals: { [`aws:PrincipalTag/t${String(index % 100)}`]: String(index) } },
      })),
    ),
  ],
  ['10,000 actions of their own', many(10_000, (index) => ({ Action: `s3:Get${String(index)}*` }))],
  [
    '10 MB of resources',
    document({
      Resource: Array.from({ length: 100_000 }, (_, index) => `arn:aws:s3:::${'x'.repeat(80)}${String(index)}/*`),
    }),
  ],
  [
    'globs that backtrack',
    document(
      { Action: `s3:${stars}`, Resource: stars },
      { Effect: 'Deny', Action: `s3:${stars}b`, Resource: `${stars}b` },
    ),
  ],
  ['a thousand stars', document({ Resource: '*a'.repeat(1000) }, { Effect: 'Deny', Resource: '*b'.repeat(1000) })],
  ['a long glob', document({ Resource: `arn:aws:s3:::${'?'.repeat(20_000)}*` })],
  [
    'denies that contradict each other in many ways',
    document(
      {},
      ...Array.from({ length: 60 }, (_, index) => ({
        Effect: 'Deny',
        Condition: {
          StringEquals: { [`aws:PrincipalTag/${String(index % 12)}`]: 'a' },
          StringNotEquals: { [`aws:PrincipalTag/${String((index * 7) % 12)}`]: String(index % 3) },
          Bool: { 'aws:SecureTransport': String(index % 2 === 0) },
        },
      })),
    ),
  ],
];

describe('hostile documents', () => {
  it.each(hostile)('%s: every question has an answer', (_, policy) => {
    const answers = ['yes', 'no', 'undecided'];
    const access = accessOf({ identity: [policy], principal: 'arn:aws:iam::123456789012:user/alice' });
    expect(answers).toContain(allows(access, { actions: ['s3:*'] }).answer);
    expect(answers).toContain(canWithoutMfa(access, { credential: 'any' }).answer);
    expect(answers).toContain(isAdministrator(access).answer);
    expect(Array.isArray(escalations(access))).toBe(true);
    expect(answers).toContain(newAccess(policy, document({ Action: 's3:*' })).answer);
    expect(answers).toContain(newAccess(document({ Action: 's3:*' }), policy).answer);
    expect(answers).toContain(publicAccess(policy, { resourceType: 'AWS::S3::Bucket' }).answer);
  });

  it('a document that holds itself is rejected and not followed', () => {
    const circle: { Statement: unknown[] } = { Statement: [] };
    circle.Statement.push(circle);
    expect(allows(accessOf({ identity: [circle] }), { actions: ['s3:*'] }).answer).toBe('undecided');
  });

  it('takes anything for a document without throwing', () => {
    for (const source of [undefined, null, 3, true, [], () => 1, Symbol('x'), new Map()] as unknown as object[]) {
      expect(allows(accessOf({ identity: [source] }), { actions: ['s3:*'] }).answer).toBe('undecided');
      expect(newAccess(source, source).answer).toBe('undecided');
    }
  });
});
