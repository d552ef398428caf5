import type { Rule } from '../rule/define-rule';
import { checksOf } from './check-examples';

/** The two functions of a test runner that are needed. */
export interface TestRunner {
  readonly describe: (title: string, tests: () => void) => unknown;
  readonly it: (title: string, test: () => void) => unknown;
}

/**
 * Registers the tests of a rule: each of its examples is one, named by its title. In Jest, Mocha and Vitest with `globals: true`
 * call it at the top of a test file; elsewhere give `describe` and `it` of the runner, such as those of `node:test`.
 *
 * @throws Error when there is no `describe` and no `it`.
 */
export function testRule(rule: Rule, runner: Partial<TestRunner> = {}): void {
  const { describe, it } = runnerOf(runner);
  const { id } = Object(rule) as { readonly id?: unknown };
  describe(typeof id === 'string' ? id : 'a rule without `id`', () => {
    for (const { title, problem } of checksOf(rule)) {
      it(title, () => {
        const found = problem();
        if (found !== undefined) throw new Error(found);
      });
    }
  });
}

function runnerOf(given: Partial<TestRunner>): TestRunner {
  // Jest's `describe` and `it` are globals of the test file, whichever module asks.
  const world = globalThis as Partial<TestRunner>;
  const { describe = world.describe, it = world.it } = given;
  if (typeof describe === 'function' && typeof it === 'function') return { describe, it };
  throw new Error(
    'testRule found no test runner: call it in a test file of Jest or Mocha, or of Vitest with `globals: true`; ' +
      "elsewhere give it the runner's functions: testRule(rule, { describe, it })",
  );
}
