import { statusCode } from '../encoding/stored-row.ts';

/** Where all of it is, so that a database may hold other things as well. */
export const SCHEMA = 'evenkeel';

/** Enough for a cluster of some nodes; a store of one machine loses nothing by them. */
const PARTITIONS = 16;

const partitions = Array.from(
  { length: PARTITIONS },
  (_, i) =>
    `CREATE TABLE ${SCHEMA}.measurement_${i} PARTITION OF ${SCHEMA}.measurement
       FOR VALUES WITH (MODULUS ${PARTITIONS}, REMAINDER ${i})`,
);

/**
 * The steps that lead from an empty schema to the present one, each of one or more statements. The table `migration` says which
 * were taken, so a step is never changed once it was released: a change of the schema is a new step.
 *
 * Every unique key holds the column by which its table is distributed (`series`; `suite_id` for gates), so that a cluster can
 * distribute the tables as they are. A series is known by a hash of its names, which are too long for an index, and so is a run.
 */
export const MIGRATIONS: readonly (readonly string[])[] = [
  [
    `CREATE TABLE ${SCHEMA}.series (
       series uuid PRIMARY KEY,
       project text NOT NULL,
       test_name text NOT NULL,
       environment_key text NOT NULL,
       metric text NOT NULL
     )`,
    `CREATE INDEX series_of_project ON ${SCHEMA}.series (project)`,
    `CREATE SEQUENCE ${SCHEMA}.added AS bigint`,
    // `added` ascends in the order of insertion; `instant` is `recorded_at` in milliseconds, which is text of any offset.
    `CREATE TABLE ${SCHEMA}.measurement (
       series uuid NOT NULL,
       run uuid NOT NULL,
       method smallint NOT NULL,
       status smallint NOT NULL,
       added bigint NOT NULL,
       instant double precision NOT NULL,
       run_id text NOT NULL,
       recorded_at text NOT NULL,
       commit_hash text,
       branch text,
       is_dirty smallint,
       checksum integer NOT NULL,
       payload bytea NOT NULL,
       PRIMARY KEY (series, run, method)
     ) PARTITION BY HASH (series)`,
    ...partitions,
    `CREATE INDEX measurement_in_order ON ${SCHEMA}.measurement (series, instant, added)`,
    `CREATE TABLE ${SCHEMA}.gate (
       suite_id uuid PRIMARY KEY,
       project text NOT NULL,
       suite text NOT NULL,
       environment_key text NOT NULL,
       checksum integer NOT NULL,
       content text NOT NULL
     )`,
    `CREATE INDEX gate_of_project ON ${SCHEMA}.gate (project)`,
  ],
  // All tests of a run were made with the same, and runs of a day mostly too: a row has the hash of what is kept once.
  [
    `CREATE TABLE ${SCHEMA}.made_with (made_with uuid PRIMARY KEY, content text NOT NULL)`,
    `ALTER TABLE ${SCHEMA}.measurement ADD COLUMN made_with uuid`,
    // Whoever could read series, or write them, was given that before this table was there.
    `DO $$
     DECLARE may record;
     BEGIN
       FOR may IN
         SELECT given.grantee, given.privilege_type FROM pg_catalog.pg_class c, pg_catalog.aclexplode(c.relacl) AS given
         WHERE c.oid = '${SCHEMA}.series'::regclass AND given.grantee <> c.relowner
       LOOP
         EXECUTE format('GRANT %s ON ${SCHEMA}.made_with TO %s', may.privilege_type,
           CASE WHEN may.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_catalog.pg_get_userbyid(may.grantee)) END);
       END LOOP;
     END $$`,
  ],
  // So that what a verdict needs of a series is found as quickly among thousands of runs as among thirty, and what may go in an
  // index alone. A name may be longer than an index of another kind takes.
  [
    `DROP INDEX ${SCHEMA}.measurement_in_order`,
    `CREATE INDEX measurement_by_method ON ${SCHEMA}.measurement (series, method, instant, added, status)`,
    `CREATE INDEX measurement_accepted ON ${SCHEMA}.measurement (series, method, instant, added) WHERE status = ${statusCode('accepted')}`,
    `CREATE INDEX series_of_test ON ${SCHEMA}.series USING hash (test_name)`,
  ],
];
