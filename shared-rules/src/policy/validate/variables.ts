/** Policy variables, `${aws:username}` (IAM User Guide, "IAM policy elements: Variables and tags"). */
import { quote, type CheckCode } from '../check';
import type { Entry, PolicyView, StatementView } from './view';

/** Checks of the policy variables of one statement. */
export function checkVariables(statement: StatementView, policy: PolicyView): void {
  const { variables, add } = policy;
  const elsewhere = [...(statement.actions?.known ?? []), ...(statement.principals?.known ?? [])];
  for (const entry of elsewhere) unsupportedPlace(entry, policy);
  for (const entry of statement.resources?.known ?? []) checkText(entry, policy);
  for (const { operator, written, values } of statement.atoms) {
    const takesVariables = operator.family === 'String' || operator.family === 'Arn';
    for (const value of values) {
      if (takesVariables) checkText(value, policy);
      else if (variables === true && VARIABLE.test(value.text)) {
        const message = `${quote(written)} takes no policy variable such as ${quote(value.text)}: only string and ARN operators do`;
        add('INVALID_VARIABLE_FOR_OPERATOR', value.path, message);
      }
    }
  }
}

/** A variable with the name of a condition key. */
const VARIABLE = /\$\{\s*[A-Za-z][\w.-]*:[^{}]*\}/;

function unsupportedPlace({ text, path }: Entry, { variables, add }: PolicyView): void {
  const [variable] = text.includes('${') ? (/\$\{[^{}]*\}?/.exec(text) ?? []) : [];
  if (variable === undefined || variables === undefined) return;
  const message = `${quote(variable)} stands where AWS takes no policy variable: only resources and condition values have them`;
  add('VARIABLE_UNSUPPORTED_IN_ELEMENT', path, message);
}

/** No text that AWS takes has more variables. */
const MOST = 100;

function checkText({ text, path }: Entry, { variables, add }: PolicyView): void {
  if (!text.includes('${') || variables === undefined) return;
  if (!variables) {
    if (!VARIABLE.test(text)) return;
    const message = `${quote(text)} is taken as it is written, without policy variables: write \`"Version": "2012-10-17"\``;
    return add('VARIABLE_UNSUPPORTED_IN_VERSION', path, message);
  }
  const said = new Set<CheckCode>();
  let at = text.indexOf('${');
  for (let count = 0; at >= 0 && count < MOST; count++, at = text.indexOf('${', at + 2)) {
    const [code, problem] = problemOf(text, at) ?? [];
    if (code === undefined || said.has(code)) continue;
    said.add(code);
    add(code, path, `${quote(text)} ${problem ?? ''}`);
  }
}

/** What is wrong with the variable that begins there. */
function problemOf(text: string, start: number): readonly [CheckCode, string] | undefined {
  const end = text.indexOf('}', start);
  const next = text.indexOf('${', start + 2);
  if (end < 0 || (next >= 0 && next < end)) {
    return ['MISSING_BRACE_IN_VARIABLE', 'has a policy variable without a closing brace'];
  }
  const inside = text.slice(start + 2, end);
  if (inside === '*' || inside === '?' || inside === '$') return undefined;
  if (inside.trim() === '') return ['EMPTY_VARIABLE', 'has an empty policy variable'];
  const comma = inside.indexOf(',');
  const name = comma < 0 ? inside : inside.slice(0, comma).trimEnd();
  const fallback = comma < 0 ? "''" : inside.slice(comma + 1).trim();
  if (!/^'.*'$/s.test(fallback)) {
    return [
      'MISSING_QUOTE_IN_VARIABLE',
      "has a policy variable whose default value is not in quotes, as in `${aws:PrincipalTag/team, 'none'}`",
    ];
  }
  if (/\s/.test(name)) return ['UNSUPPORTED_SPACE_IN_VARIABLE', 'has a space in the name of a policy variable'];
  if (!/^[\p{L}\p{N}:/_.+=@-]+$/u.test(name)) {
    return [
      'UNSUPPORTED_SYMBOL_IN_VARIABLE',
      `has a character in the policy variable ${quote(name)} that no name can have`,
    ];
  }
  return undefined;
}
