/** The shape of a parsed Terraform expression. */
import type { Scalar } from '../model/value';

/** What stands behind a name or another expression: `.name`, `[0]`, `[*].name`. */
export type Step =
  | { readonly kind: 'attribute'; readonly name: string }
  | { readonly kind: 'index'; readonly key: Expression }
  | { readonly kind: 'splat'; readonly steps: readonly Step[] };

/** One item of an object constructor. */
export interface ObjectItem {
  readonly key: Expression;
  readonly value: Expression;
}

/** `[for k, v in c : r if x]`, and with `key` `{for k, v in c : key => r... if x}`. */
export interface ForExpression {
  readonly kind: 'for';
  readonly keyName?: string;
  readonly valueName: string;
  readonly collection: Expression;
  readonly key?: Expression;
  readonly result: Expression;
  readonly condition?: Expression;
  /** True for `...`, which gathers the results of one key in a list. */
  readonly grouping: boolean;
}

/** `%{ for v in c }text%{ endfor }`. */
export interface RepeatExpression {
  readonly kind: 'repeat';
  readonly keyName?: string;
  readonly valueName: string;
  readonly collection: Expression;
  readonly body: Expression;
}

/** A parsed expression. A template of exactly one interpolation is that expression. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: Scalar }
  | { readonly kind: 'template'; readonly parts: readonly Expression[] }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'traversal'; readonly source: Expression; readonly steps: readonly Step[] }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[]; readonly expand: boolean }
  | { readonly kind: 'tuple'; readonly items: readonly Expression[] }
  | { readonly kind: 'object'; readonly items: readonly ObjectItem[] }
  | {
      readonly kind: 'conditional';
      readonly condition: Expression;
      readonly then: Expression;
      readonly otherwise: Expression;
    }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'unary'; readonly operator: '!' | '-'; readonly operand: Expression }
  | ForExpression
  | RepeatExpression;

/** Binary operators and how tightly they bind. */
export const PRECEDENCE = {
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '<': 4,
  '>': 4,
  '<=': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '%': 6,
} as const;

/** A binary operator. */
export type BinaryOperator = keyof typeof PRECEDENCE;
