import * as v from 'valibot';

/** An option that is a whole number from `least` to `most`. */
export function upTo(
  most: number,
  standard: number,
  description: string,
  least = 0,
): v.OptionalSchema<v.GenericSchema<number>, number> {
  const number = v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most), v.description(description));
  return v.optional(number, standard);
}
