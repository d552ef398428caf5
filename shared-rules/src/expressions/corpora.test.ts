import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { awsAttribute } from '../schemas/aws-attributes';
import { firstUnknown } from '../model/value';
import { readTerraform } from './index';

const CORPORA = join(__dirname, '../../../../shared/corpora/_tfjson');
const present = existsSync(CORPORA);

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .sort();
}

describe('real configurations', () => {
  (present ? it : it.skip)(
    `are all read without an error${present ? '' : ' (not run: the corpora are not here)'}`,
    () => {
      const files = filesIn(CORPORA);
      expect(files.length).toBeGreaterThan(100);
      for (const file of files) {
        const configuration: unknown = JSON.parse(readFileSync(join(CORPORA, file), 'utf8'));
        const stack = readTerraform(configuration, { stack: file, attribute: awsAttribute });
        const reasons = stack.resources.flatMap(({ values }) =>
          [...values.values()].map((value) => firstUnknown(value)?.reason),
        );
        expect(reasons).not.toContain('the expression cannot be read');
        expect(stack.notChecked.filter(({ reason }) => !/module|declared twice/.test(reason))).toEqual([]);
      }
    },
  );
});
