import { METHOD_CODES, statusCode } from '../encoding/stored-row.ts';
import { SCHEMA } from './schema.ts';
import { COLUMNS } from './statements.ts';

/** The methods, as a table `methods`: what is looked for in order is looked for of each, because the index begins with it. */
const METHODS = `(VALUES ${METHOD_CODES.map((code) => `(${code}::smallint)`).join(', ')}) AS methods (method)`;

const REGRESSION = statusCode('regression');
const ACCEPTED = statusCode('accepted');

const first = (condition: string, order: 'ASC' | 'DESC', limit: number | string) =>
  `(SELECT * FROM ${SCHEMA}.measurement WHERE series = $1 AND method = methods.method ${condition}
    ORDER BY instant ${order}, added ${order} LIMIT ${limit})`;

/**
 * Of series $1 the newest $2 runs of each method, the newest that was accepted and the oldest that counts, some of them twice. Each
 * is found at an end of an index, so it does not matter how many others there are.
 */
export const NEWEST_RUNS = `
  SELECT ${COLUMNS} FROM ${METHODS} CROSS JOIN LATERAL (
    ${first('', 'DESC', '$2::integer')}
    UNION ALL ${first(`AND status = ${ACCEPTED}`, 'DESC', 1)}
    UNION ALL ${first(`AND status <> ${REGRESSION}`, 'ASC', 1)}
  ) AS m JOIN ${SCHEMA}.series s ON s.series = $1
  ORDER BY m.added`;

/** When the newest run of any of the series $1 was recorded. */
export const NEWEST_TIME = `
  SELECT max(newest.instant) AS instant FROM unnest($1::uuid[]) AS wanted (series) CROSS JOIN ${METHODS} CROSS JOIN LATERAL (
    SELECT instant FROM ${SCHEMA}.measurement m WHERE m.series = wanted.series AND m.method = methods.method
    ORDER BY instant DESC, added DESC LIMIT 1
  ) AS newest`;

const endOf = (order: 'ASC' | 'DESC') => `
  SELECT each.recorded_at FROM ${METHODS} CROSS JOIN LATERAL (
    SELECT recorded_at, instant, added FROM ${SCHEMA}.measurement m WHERE m.series = s.series AND m.method = methods.method
    ORDER BY instant ${order}, added ${order} LIMIT 1
  ) AS each ORDER BY each.instant ${order}, each.added ${order} LIMIT 1`;

/** Series `s` at a glance, to be followed by a condition. */
export const OVERVIEWS = `
  SELECT s.test_name, s.environment_key, s.metric, runs.count, oldest.recorded_at AS oldest, newest.recorded_at AS newest
  FROM ${SCHEMA}.series s
  CROSS JOIN LATERAL (SELECT count(*)::integer FROM ${SCHEMA}.measurement m WHERE m.series = s.series) AS runs
  CROSS JOIN LATERAL (${endOf('ASC')}) AS oldest
  CROSS JOIN LATERAL (${endOf('DESC')}) AS newest`;

/** The series of project $1 that have more than $2 runs of a method, or one from before $3. */
export const CROWDED_SERIES = `
  SELECT s.series FROM ${SCHEMA}.series s WHERE s.project = $1 AND EXISTS (
    SELECT 1 FROM ${METHODS} WHERE
      EXISTS (
        SELECT 1 FROM ${SCHEMA}.measurement m WHERE m.series = s.series AND m.method = methods.method AND m.instant < $3
      ) OR EXISTS (
        SELECT 1 FROM ${SCHEMA}.measurement m WHERE m.series = s.series AND m.method = methods.method OFFSET $2
      )
  ) ORDER BY s.series`;
