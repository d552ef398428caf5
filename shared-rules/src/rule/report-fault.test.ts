import { unknown } from '../model/value';
import { unresolvedFault, violationFault } from './report-fault';

const rule = { messages: { found: '`{user}` has {count} keys' } };
const at = { address: 'aws_iam_user.a', type: 'aws_iam_user', stack: 'prod' };

describe('violationFault', () => {
  it('finds nothing wrong with texts and numbers for all placeholders', () => {
    expect(violationFault(rule, { message: 'found', at, data: { user: '', count: 0 } })).toBeUndefined();
  });

  it.each([
    [
      'a message that is not declared',
      { message: 'fuond' },
      '`report` was given the message `fuond`, which `messages` does not have, did you mean `found`?',
    ],
    [
      'a message that every object has',
      { message: 'toString' },
      '`report` was given the message `toString`, which `messages` does not have',
    ],
    ['nothing', undefined, '`report` was given the message `undefined`, which `messages` does not have'],
    ['no data', { message: 'found', at }, '`report` was given no `user` in `data`, which the message `found` shows'],
    [
      'data that is half there',
      { message: 'found', at, data: { user: 'a' } },
      '`report` was given no `count` in `data`, which the message `found` shows',
    ],
    [
      'a value where its text belongs',
      { message: 'found', at, data: { user: { kind: 'known', value: 'a' }, count: 1 } },
      '`report` was given a `user` that is no text and no number in `data`, which the message `found` shows',
    ],
    [
      'an entity where its resource belongs',
      { message: 'found', at: { resource: at }, data: { user: 'a', count: 1 } },
      '`report` was given no resource as `at`: give that of the entity, `entity.resource`',
    ],
  ])('names %s', (_title, violation, fault) => {
    expect(violationFault(rule, violation)).toBe(fault);
  });
});

describe('unresolvedFault', () => {
  it('finds nothing wrong with a reason on a resource', () => {
    expect(unresolvedFault(unknown('it is not known'), at)).toBeUndefined();
  });

  it.each([
    [
      'a reason that is a text',
      'it is not known',
      at,
      '`unresolved` was given no reason: make one with `unknown(words)`',
    ],
    [
      'no resource',
      unknown('it is not known'),
      undefined,
      '`unresolved` was given no resource as `at`: give that of the entity, `entity.resource`',
    ],
  ])('names %s', (_title, reason, place, fault) => {
    expect(unresolvedFault(reason, place)).toBe(fault);
  });
});
