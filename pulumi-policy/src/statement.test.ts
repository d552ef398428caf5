import type { Finding } from '@iam-guardrails/shared-rules';
import { defect, notChecked, say, unresolved, violation } from './statement';

const urn = (name: string): string => `urn:pulumi:prod::shop::acme:x:Y$aws:iam/user:User::${name}`;

const finding = (more: Partial<Finding>): Finding => ({
  rule: 'a-rule',
  severity: 'high',
  enforcement: 'mandatory',
  status: 'violation',
  message: 'it is wrong',
  resource: { address: urn('a'), type: 'aws_iam_user', stack: 'prod' },
  property: null,
  location: null,
  witness: null,
  suggestion: null,
  recommendations: [],
  controls: [],
  remediation: 'Mend it.',
  url: '',
  fingerprint: '',
  exemption: null,
  also: [],
  ...more,
});

describe('violation', () => {
  it('says what is wrong, below it what to do, and stands on the resource', () => {
    expect(violation(finding({}))).toEqual({
      policy: 'a-rule',
      urn: urn('a'),
      message: 'it is wrong\nfix: Mend it.  more: iam-guardrails explain a-rule',
      severity: 'high',
      mandatory: true,
    });
  });

  it('names the rules that find the same cause', () => {
    expect(violation(finding({ also: ['b-rule', 'c-rule'] })).message).toMatch(/ {2}also: b-rule, c-rule {2}more: /);
  });

  it('calls resources by their names in the program, also names with colons and spaces', () => {
    const message = `\`${urn('alice')}\` and \`${urn('a::b c')}\` and \`arn:aws:iam::1:user/x\``;
    expect(violation(finding({ message })).message).toMatch(/^`alice` and `a::b c` and `arn:aws:iam::1:user\/x`\n/);
  });

  it('stands on the resource that is checked when the finding has none', () => {
    const resource = { address: 'prod', type: 'stack', stack: 'prod' };
    expect(violation(finding({ resource }), urn('b')).urn).toBe(urn('b'));
    expect(violation(finding({ resource })).urn).toBeUndefined();
  });
});

describe('what is said of an output of the stack', () => {
  const resource = { address: 'output.ci key', type: 'output', stack: 'prod' };

  it('names the output, since it stands on the stack', () => {
    expect(violation(finding({ resource })).message).toMatch(/^output `ci key`: it is wrong\n/);
    expect(unresolved([finding({ resource })], false)[0]?.message).toBe('output `ci key`: a-rule: it is wrong');
  });
});

describe('unresolved', () => {
  it('is one line a resource, with each rule once', () => {
    const open = [finding({ message: 'not decided: x' }), finding({}), finding({ rule: 'b-rule' })];
    expect(unresolved([...open, finding({ resource: { ...open[0].resource, address: urn('b') } })], false)).toEqual([
      {
        policy: 'iam-guardrails-unresolved',
        urn: urn('a'),
        message: 'a-rule, b-rule: not decided: x',
        mandatory: false,
      },
      { policy: 'iam-guardrails-unresolved', urn: urn('b'), message: 'a-rule: it is wrong', mandatory: false },
    ]);
  });
});

describe('notChecked', () => {
  it('stands on the resource, or names what is none', () => {
    const reasons = [
      { address: urn('a'), reason: 'why' },
      { address: 'module.m', reason: 'why' },
    ];
    expect(notChecked(reasons).map(({ urn: at, message }) => [at, message])).toEqual([
      [urn('a'), 'why'],
      [undefined, 'module.m: why'],
    ]);
  });
});

describe('defect', () => {
  it('shows of an exception nothing but its kind', () => {
    const { message, mandatory } = defect('reading', new RangeError('a secret'), urn('a'));
    expect(message).toMatch(
      /^iam-guardrails itself failed with RangeError while reading, so nothing is known of this resource/,
    );
    expect(message).not.toContain('secret');
    expect(mandatory).toBe(true);
    expect(defect('reading', 'a secret').message).toMatch(
      /failed with string while reading, so nothing is known of the stack/,
    );
  });
});

describe('say', () => {
  it('hands an object to the SDK that a text is made of where the SDK expects a text', () => {
    const said: unknown[] = [];
    say((message, at) => said.push(message, at), violation(finding({})));
    expect(said).toMatchObject([
      { name: 'a-rule', enforcementLevel: 'mandatory', severity: 'high', urn: urn('a') },
      urn('a'),
    ]);
    expect(String(said[0])).toMatch(/^it is wrong\n/);
  });

  it('leaves the level to the engine where the rule does not block', () => {
    const said: unknown[] = [];
    say((message) => said.push(message), violation(finding({ enforcement: 'advisory' })));
    expect(said[0]).not.toHaveProperty('enforcementLevel');
  });

  it('does not block for a violation that is less bad than its rule, whose policy may block', () => {
    const said: unknown[] = [];
    const lesser = finding({ severity: 'low', enforcement: 'advisory' });
    say((message) => said.push(message), violation(lesser, undefined, 'high'));
    say((message) => said.push(message), violation(finding({ severity: 'low' }), undefined, 'high'));
    expect(said).toMatchObject([{ enforcementLevel: 'advisory' }, { enforcementLevel: 'mandatory' }]);
  });
});
