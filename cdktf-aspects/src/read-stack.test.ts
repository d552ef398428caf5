import type { Resource } from '@iam-guardrails/shared-rules';
import * as cdktf from 'cdktf';
import * as cdktn from 'cdktn';
import { isStack, prepareStacks, type ConstructLike } from './constructs';
import { createStackReader } from './read-stack';

const libraries = [
  { name: 'cdktf', lib: cdktf },
  { name: 'cdktn', lib: cdktn as unknown as typeof cdktf },
];

function read(stack: ConstructLike): readonly Resource[] {
  if (!isStack(stack)) throw new Error('it is no stack');
  prepareStacks(stack);
  return createStackReader().read(stack, stack.toTerraform()).resources;
}

describe.each(libraries)('a stack of $name', ({ lib }) => {
  it('has providers, outputs, variables and locals with their constructs', () => {
    const stack = new lib.TerraformStack(lib.Testing.app(), 'first');
    class Provider extends lib.TerraformProvider {
      // As the generated classes have it.
      protected override synthesizeAttributes(): Record<string, unknown> {
        return { alias: this.alias };
      }
    }
    class North extends Provider {
      override get alias(): string {
        return 'north';
      }
    }
    const type = { terraformResourceType: 'aws' };
    new Provider(stack, 'here', type);
    new Provider(stack, 'there', type).addOverride('alias', 'west');
    new North(stack, 'far', type);
    new lib.TerraformOutput(stack, 'key', { value: 'x' }).overrideLogicalId('renamed');
    new lib.TerraformVariable(stack, 'size', { default: 1 });
    new lib.TerraformLocal(stack, 'tags', { a: 'b' });
    const inner = new lib.TerraformStack(stack, 'inner');
    new lib.TerraformOutput(inner, 'other', { value: 'y' });
    new lib.TerraformOutput(inner, 'key', { value: 'y' }).overrideLogicalId('renamed');
    expect(read(stack).map(({ address, location }) => [address, location?.constructPath])).toEqual([
      ['provider.aws', 'first/here'],
      ['provider.aws.west', 'first/there'],
      ['provider.aws.north', 'first/far'],
      ['output.renamed', 'first/key'],
      ['var.size', 'first/size'],
      ['local.tags', 'first/tags'],
    ]);
  });

  it('says of a value of another stack where it came from', () => {
    const app = lib.Testing.app();
    const origin = new lib.TerraformStack(app, 'origin');
    const key = new lib.TerraformResource(origin, 'key', { terraformResourceType: 'aws_iam_access_key' });
    const stack = new lib.TerraformStack(app, 'reader');
    const use = new lib.TerraformResource(stack, 'use', { terraformResourceType: 'aws_x' });
    use.addOverride('value', key.getStringAttribute('secret'));
    const value = read(stack)
      .find(({ address }) => address === 'aws_x.use')
      ?.values.get('value');
    expect(value?.references[0]).toMatchObject({
      address: 'origin/aws_iam_access_key.key',
      attribute: 'secret',
      via: [expect.stringMatching(/^origin\/output\.cross-stack-output-aws_iam_access_key/)],
    });
  });
});
