import { parseConfiguration } from '../../engine/configuration';
import { evaluate } from '../../engine/evaluate';
import { readTerraform } from '../../expressions';
import type { SpeakingExample } from '../../rule/define-rule';
import { terraformOf } from '../../rule/example';
import type { Finding } from '../../rule/finding';
import { noHardcodedAccessKey } from './no-hardcoded-access-key';

const rules = [noHardcodedAccessKey];
const configuration = parseConfiguration(undefined, rules);
const findingsOf = (example: SpeakingExample): readonly Finding[] => {
  const stack = readTerraform(terraformOf(example), { stack: 'example', attribute: () => undefined });
  return evaluate([stack], { today: '2026-11-23', rules, configuration }).findings;
};
const all = noHardcodedAccessKey.examples.violating.flatMap(findingsOf);

it('is critical for a secret, and medium for the id alone', () => {
  const severities = new Map(all.map(({ message, severity }) => [/the id `/.test(message), severity]));
  expect(severities).toEqual(
    new Map([
      [false, 'critical'],
      [true, 'medium'],
    ]),
  );
});

it('says where it is and what it is behind, and shows eight letters of the id and none of a secret', () => {
  expect(all.map(({ message }) => message)).toContain(
    '`user_data` holds the access key `AKIAQ3ZK…` with its secret, behind base64 and base64',
  );
  const texts = JSON.stringify(noHardcodedAccessKey.examples.violating).match(/[A-Za-z0-9/+]{20,}/g) ?? [];
  for (const finding of all) for (const text of texts) expect(JSON.stringify(finding)).not.toContain(text);
});
