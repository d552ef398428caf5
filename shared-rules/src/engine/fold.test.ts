import type { Finding } from '../rule/finding';
import { fold } from './fold';

const finding = (rule: string, changes: Partial<Finding> = {}): Finding => ({
  rule,
  severity: 'medium',
  enforcement: 'advisory',
  status: 'violation',
  message: rule,
  resource: { address: 'aws_iam_policy.p', type: 'aws_iam_policy', stack: 's' },
  property: 'policy',
  location: null,
  witness: null,
  suggestion: null,
  recommendations: [],
  controls: [],
  remediation: '',
  url: '',
  fingerprint: `of ${rule}`,
  exemption: null,
  also: [],
  ...changes,
});

const grave = finding('grave', { severity: 'critical', enforcement: 'mandatory' });
const rulesOf = (findings: readonly Finding[]): readonly string[] => findings.map(({ rule }) => rule);

describe('fold', () => {
  it('reports one cause once, by the gravest finding, which names the rules of the others', () => {
    const { findings, folded } = fold([
      { finding: finding('mild'), causes: ['p#0'] },
      { finding: grave, causes: ['p#0'] },
    ]);
    expect(findings).toEqual([{ ...grave, also: ['mild'] }]);
    expect(folded).toEqual([{ ...finding('mild'), into: { rule: 'grave', fingerprint: 'of grave' } }]);
  });

  it('keeps what has another cause, or a further one', () => {
    const { findings } = fold([
      { finding: grave, causes: ['p#0'] },
      { finding: finding('other'), causes: ['p#1'] },
      { finding: finding('further'), causes: ['p#0', 'p#1', 'p#2'] },
    ]);
    expect(rulesOf(findings)).toEqual(['grave', 'further']);
    expect(findings.map(({ also }) => also)).toEqual([[], ['other']]);
  });

  it('takes a document as the cause of whatever its statements do', () => {
    const { findings } = fold([
      { finding: finding('mild'), causes: ['p#7'] },
      { finding: grave, causes: ['p#*'] },
      { finding: finding('elsewhere'), causes: ['q#7'] },
    ]);
    expect(rulesOf(findings)).toEqual(['grave', 'elsewhere']);
  });

  it('lets what blocks stand before what is graver and does not', () => {
    const advisory = finding('advisory', { severity: 'critical' });
    const blocking = finding('blocking', { severity: 'low', enforcement: 'mandatory' });
    const { findings } = fold([
      { finding: advisory, causes: ['p#0'] },
      { finding: blocking, causes: ['p#0'] },
    ]);
    expect(findings).toEqual([{ ...blocking, also: ['advisory'] }]);
  });

  it('keeps what is not decided, what has no cause, and what stands on another resource', () => {
    const elsewhere = finding('elsewhere', {
      resource: { address: 'aws_iam_role.r', type: 'aws_iam_role', stack: 's' },
    });
    const { findings, folded } = fold([
      { finding: grave, causes: ['p#0'] },
      { finding: finding('open', { status: 'unresolved' }), causes: ['p#0'] },
      { finding: finding('causeless'), causes: [] },
      { finding: elsewhere, causes: ['p#0'] },
    ]);
    expect([...rulesOf(findings)].sort()).toEqual(['causeless', 'elsewhere', 'grave', 'open']);
    expect(folded).toEqual([]);
  });

  it('does not fold two findings of one rule', () => {
    const two = [finding('same', { message: 'one' }), finding('same', { message: 'two' })];
    expect(fold(two.map((each) => ({ finding: each, causes: ['p#0'] }))).findings).toEqual(two);
  });
});
