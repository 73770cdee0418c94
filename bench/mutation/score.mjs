import { basename, dirname } from 'node:path';
import { normalQuantile } from '../../dist/statistics/core/normal.js';
import { groupBy } from '../support/group-by.mjs';

/** Whether no test noticed it. */
export const isUndetected = ({ status }) => status === 'Survived' || status === 'NoCoverage';
// What does not compile or was left alone by request says nothing of the tests.
const isValid = ({ status }) => ['Killed', 'Timeout', 'Survived', 'NoCoverage'].includes(status);

/** Rows of a table: each file with mutants, each room, and all. Stryker's score: detected ÷ valid. */
export function scoreRows(files) {
  const all = Object.entries(files).map(([name, { mutants }]) => ({ name, mutants: mutants.filter(isValid) }));
  const rooms = Object.entries(groupBy(all, ({ name }) => dirname(name)));
  const rows = rooms.flatMap(([room, inside]) => [
    ...inside.filter(({ mutants }) => mutants.length > 0).map(({ name, mutants }) => row(basename(name), mutants)),
    row(
      `**${room}**`,
      inside.flatMap(({ mutants }) => mutants),
    ),
  ]);
  return [
    ...rows,
    row(
      '**all**',
      all.flatMap(({ mutants }) => mutants),
    ),
  ];
}

/**
 * What a sample of a room's mutants says of all of them: the score, and Wilson's interval around it (Journal of the American
 * Statistical Association 22, 1927).
 */
export function scoreOfSample(files, { room, size, total }) {
  const inside = Object.entries(files).filter(([name]) => name.startsWith(`src/${room}/`));
  const mutants = inside.flatMap(([, file]) => file.mutants).filter(isValid);
  const detected = mutants.filter((mutant) => !isUndetected(mutant)).length;
  const [low, high] = wilsonInterval(detected, mutants.length).map(percent);
  const leftAlone = size > mutants.length ? ` (${size - mutants.length} more were drawn and left alone)` : '';
  return `src/${room}: ${percent(detected / mutants.length)} of a random sample of ${mutants.length}${leftAlone} of ${total} mutants; with 95 % confidence from ${low} to ${high} of all`;
}

function wilsonInterval(successes, trials) {
  const z = normalQuantile(0.975);
  const share = successes / trials;
  const center = share + (z * z) / (2 * trials);
  const half = z * Math.sqrt((share * (1 - share)) / trials + (z / (2 * trials)) ** 2);
  return [center - half, center + half].map((end) => end / (1 + (z * z) / trials));
}

const percent = (share) => `${(100 * share).toFixed(1)} %`;

function row(name, mutants) {
  const count = (status) => mutants.filter((mutant) => mutant.status === status).length;
  const detected = mutants.filter((mutant) => !isUndetected(mutant)).length;
  const score = percent(detected / mutants.length);
  return [name, mutants.length, count('Killed'), count('Timeout'), count('Survived'), count('NoCoverage'), score].map(
    String,
  );
}

/** What survived, a line each: where, what the code is, and what it might as well be. */
export function survivorsOf(files) {
  return Object.entries(files)
    .flatMap(([name, { source, mutants }]) => {
      const lines = source.split('\n');
      return mutants.filter(isUndetected).map(({ location, replacement, status }) => {
        const { start, end } = location;
        const isOneLine = start.line === end.line;
        const was = lines[start.line - 1].slice(start.column - 1, isOneLine ? end.column - 1 : undefined);
        const reached = status === 'NoCoverage' ? ' (no test reaches it)' : '';
        return `${name}:${start.line}:${start.column}${reached}  ${was}${isOneLine ? '' : ' …'}  →  ${replacement?.replace(/\s+/g, ' ')}`;
      });
    })
    .join('\n');
}
