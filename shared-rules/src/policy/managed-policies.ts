import { brotliDecompressSync } from 'node:zlib';

let documents: ReadonlyMap<string, string> | undefined;

const ARN = /^arn:[^:]*:iam::aws:policy\/(.+)$/;

/** The path of an AWS managed policy (`job-function/Billing`) when the ARN names one, in whichever partition. */
export function managedPolicyPath(arn: string): string | undefined {
  return ARN.exec(arn)?.[1];
}

/**
 * The document of an AWS managed policy as JSON text, by what follows `arn:<partition>:iam::aws:policy/`; undefined when
 * the packed data does not know it. The data is unpacked on first use.
 */
export function managedPolicyDocument(path: string): string | undefined {
  documents ??= unpack();
  return documents.get(path);
}

/** The paths of the AWS managed policies with a name, such as `Billing`. */
export function managedPoliciesNamed(name: string): readonly string[] {
  documents ??= unpack();
  return [...documents.keys()].filter((path) => path === name || path.endsWith(`/${name}`));
}

function unpack(): ReadonlyMap<string, string> {
  const { packed } = require('./data/managed-policies') as typeof import('./data/managed-policies');
  const lines = brotliDecompressSync(Buffer.from(packed, 'base64')).toString().split('\n');
  return new Map(
    lines.map((line) => {
      const [path, document] = JSON.parse(line) as [string, object];
      return [path, JSON.stringify(document)] as const;
    }),
  );
}
