// Configurations in TOML.
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { parse } from 'smol-toml';
import { parseConfig } from '../../../dist/config/config-file.js';
import { fieldNames } from '../../../dist/config/fields.js';
import { keyOf } from '../../../dist/config/keys.js';
import { configurationError } from '../../../dist/config/problem.js';
import { below, changeText, pick, problemWithError } from './change.mjs';

const accepts = new Ajv({ strict: true }).compile(
  createRequire(import.meta.url)('../../../schemas/evenkeel.schema.json'),
);
const VALUES = [
  '1',
  '0',
  '-1',
  '0.5',
  '1e308',
  'nan',
  'inf',
  '9e15',
  'true',
  '"robust"',
  '"pairs"',
  '""',
  '"x"',
  '"\\u001b[2J"',
  '[1, 2]',
  '{ a = 1 }',
  '1979-05-27',
  '"INFO"',
  '100',
  '"""\nx\n"""',
  "'''x'''",
  '[\n1,\n]',
];
const WHOLE = `cache_directory = ".cache"\nbaseline_retention_days = 30\nconfidence_level = 0.95\ndefault_iterations = 100\nstatistical_method = "robust"\nenable_caching = true\nlog_level = "INFO"\nprepare = "npm ci"\n`;

export async function setUp() {}

export function make(random) {
  const way = random();
  if (way < 0.4) return changeText(WHOLE, random);
  const lines = Array.from({ length: 1 + below(4, random) }, () => {
    const key =
      random() < 0.9
        ? keyOf(pick(fieldNames, random))
        : pick(['x', '[x]', '"confidence_level"', 'a.b', '[[x]]'], random);
    return key.startsWith('[') ? key : `${key} = ${pick(VALUES, random)}`;
  });
  const text = `${lines.join('\n')}\n`;
  if (way < 0.8) return text;
  if (way < 0.99) return changeText(text, random);
  const many = pick([100, 10_000], random);
  return pick(
    [
      () => `x = [${'1,'.repeat(many)}]`,
      () => `x = ${'['.repeat(many)}`,
      () => 'a = 1\n'.repeat(many / 10),
      () => `x = """\n${'\n'.repeat(many)}"""\n`,
    ],
    random,
  )();
}

export async function look(text) {
  const { fields, problems, places } = parseConfig(text, 'evenkeel.toml');
  let document;
  try {
    document = parse(text.replaceAll('\r\n', '\n'));
  } catch {
    document = null;
  }
  if (problems.length > 0) {
    if (document !== null && accepts(document) && !hasHalves(document)) return 'it was refused, and says nothing wrong';
    for (const { where } of problems) if (!/^evenkeel\.toml:\d+:\d+$/.test(where)) return `its problem is at ${where}`;
    return problemWithError(configurationError(problems)) ?? 'refused';
  }
  if (document === null) return 'it was taken, and is no TOML';
  if (!accepts(document)) return `it was taken, and ${JSON.stringify(accepts.errors)}`;
  if (JSON.stringify(Object.values(fields)) !== JSON.stringify(Object.values(document)))
    return `it was taken for ${JSON.stringify(fields)}`;
  return places.size === Object.keys(document).length ? 'accepted' : 'the place of a key is not known';
}

// Which JSON schemas cannot refuse.
function hasHalves(document) {
  return Object.values(document).some((value) => typeof value === 'string' && /\p{Cs}/u.test(value));
}
