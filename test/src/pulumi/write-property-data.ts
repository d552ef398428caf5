/** Writes `pulumi-policy/src/property-data.ts` and `otc-property-data.ts` anew: run it after an update of the providers. */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { otcPairs } from './otc-pairs';
import { allPairs, propertyData } from './property-data';
import { about, renderPropertyData } from './render-property-data';

const folder = resolve(__dirname, '..', '..', '..', 'pulumi-policy', 'src');
writeFileSync(resolve(folder, 'property-data.ts'), renderPropertyData(propertyData(allPairs()), about.aws));
writeFileSync(resolve(folder, 'otc-property-data.ts'), renderPropertyData(propertyData(otcPairs()), about.otc));
