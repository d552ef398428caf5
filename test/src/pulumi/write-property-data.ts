/** Writes `pulumi-policy/src/property-data.ts` anew: run it after an update of the AWS providers. */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { allPairs, propertyData } from './property-data';
import { renderPropertyData } from './render-property-data';

writeFileSync(
  resolve(__dirname, '..', '..', '..', 'pulumi-policy', 'src', 'property-data.ts'),
  renderPropertyData(propertyData(allPairs())),
);
