import * as v from 'valibot';

// JSON has no NaN and no infinities: they are written as null.
const numberOr = (absent: number) =>
  v.pipe(
    v.nullable(v.number()),
    v.transform((value) => value ?? absent),
  );

/** A number; null is one that JSON cannot write. */
export const number = numberOr(Number.NaN);
/** Both ends of an interval; null is open. */
export const interval = v.tuple([numberOr(Number.NEGATIVE_INFINITY), numberOr(Number.POSITIVE_INFINITY)]);
/** How many of something there are. */
export const count = v.pipe(v.number(), v.integer(), v.minValue(0));
export const text = v.string();
export const texts = v.array(text);
export const nullableText = v.nullable(text);
export const nullableBoolean = v.nullable(v.boolean());
export const nullableNumber = v.nullable(v.number());
/** Numbers, of which there may be very many; null is one that JSON cannot write. */
export const numbers = v.pipe(
  v.array(nullableNumber),
  v.transform((values) => values.map((value) => value ?? Number.NaN)),
);
