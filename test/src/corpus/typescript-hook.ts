/**
 * `node --require typescript-hook.js PROGRAM`: runs a TypeScript program of another repository as it is, with the packages
 * that are installed here. Bindings that the program would generate (`.gen/providers/aws`) are those of the prebuilt
 * provider; other providers are only what the program needs to get on. Nothing is checked for types, as those of the program's time differ.
 */
import { readFileSync } from 'node:fs';
import Module from 'node:module';
import { join } from 'node:path';
import { JsxEmit, ModuleKind, ScriptTarget, transpileModule } from 'typescript';

interface Compiled {
  _compile(code: string, file: string): void;
}

/** The parts of Node's loader that hooks have replaced since its first versions. */
interface Loader {
  _resolveFilename(request: string, parent: unknown, ...rest: readonly unknown[]): string;
  readonly _extensions: Record<string, (module: Compiled, file: string) => void>;
}

const loader = Module as unknown as Loader;
const resolveFilename = loader._resolveFilename.bind(loader);
const GENERATED = /\.gen\/providers\/aws(?:\/(?<name>[\w-]+))?$/;

loader._resolveFilename = (request, parent, ...rest) => {
  const generated = GENERATED.exec(request);
  const wanted = generated?.groups?.['name'];
  if (wanted !== undefined) return require.resolve(`@cdktf/provider-aws/lib/${wanted}`);
  // The index of the provider takes seconds and half a gigabyte to load.
  if (generated !== null || request === '@cdktf/provider-aws') return join(__dirname, 'provider-aws.js');
  if (/\.gen\/providers\/|^@cdktf\/provider-(?!aws\/)/.test(request)) return join(__dirname, 'provider-other.js');
  // With `"module": "nodenext"` a program says `.js` of its own `.ts` files.
  const own = request.startsWith('.') ? request.replace(/\.js$/, '') : request;
  try {
    return resolveFilename(own, parent, ...rest);
  } catch (error) {
    if (request.startsWith('.')) throw error;
    return resolveFilename(request, module, ...rest);
  }
};

for (const extension of ['.ts', '.tsx']) {
  loader._extensions[extension] = (module, file) => {
    const { outputText } = transpileModule(readFileSync(file, 'utf8'), {
      fileName: file,
      compilerOptions: {
        module: ModuleKind.CommonJS,
        target: ScriptTarget.ES2022,
        esModuleInterop: true,
        jsx: JsxEmit.React,
      },
    });
    module._compile(outputText, file);
  };
}
