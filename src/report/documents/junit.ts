import { TIME } from '../../model/metric.ts';
import { neutralizeName, neutralizeText } from '../text/neutralize.ts';
import { type Entry, LEFT_OUT } from './entry.ts';

/**
 * Tests as JUnit XML, a suite for each file, as CI systems read it. A regression is a failure, a test that failed an
 * error, and one that could not be compared, or that its file leaves out, is skipped; everything else passes. A test's `time` is its median, in
 * seconds per call.
 */
export function renderJunit(entries: readonly Entry[]): string {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const inGroup = groups.get(entry.group);
    if (inGroup) inGroup.push(entry);
    else groups.set(entry.group, [entry]);
  }
  const suites = [...groups].map(([group, inGroup]) => suite(group, inGroup));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="evenkeel"${total(entries)}>\n${suites.join('')}</testsuites>\n`;
}

function suite(group: string, entries: readonly Entry[]): string {
  const cases = entries.map((entry) => testCase(group, entry));
  return `  <testsuite name="${attribute(group)}"${counts(entries)}>\n${cases.join('')}  </testsuite>\n`;
}

function counts(entries: readonly Entry[]): string {
  return `${total(entries)} skipped="${entries.filter(isSkipped).length}"`;
}

// The root has no attribute for what was skipped.
function total(entries: readonly Entry[]): string {
  return ` tests="${entries.length}" failures="${count(entries, 'regression')}" errors="${count(entries, 'failed')}"`;
}

function count(entries: readonly Entry[], outcome: Entry['outcome']): number {
  return entries.filter((entry) => entry.outcome === outcome).length;
}

function isSkipped({ outcome }: Entry): boolean {
  return outcome === 'incomparable' || LEFT_OUT.includes(outcome);
}

function testCase(group: string, entry: Entry): string {
  const { name, statistics, metric } = entry;
  const time =
    metric.unit === TIME.unit && Number.isFinite(statistics?.median) ? ` time="${statistics?.median.toFixed(12)}"` : '';
  return `    <testcase classname="${attribute(group)}" name="${attribute(name)}"${time}>\n${content(entry)}    </testcase>\n`;
}

function content(entry: Entry): string {
  const { outcome, message, warnings, base } = entry;
  const notes = warnings.map((warning) => `warning: ${warning}`).join('\n');
  const said = [message, notes].filter((text) => text !== '').join('\n');
  const [first = ''] = message.split('\n');
  // Jenkins's schema has no properties here.
  const by = base === null ? '' : `decided by pairs of processes, against the code of ${base}`;
  if (outcome === 'regression') {
    const failure = element('failure', ` type="regression" message="${attribute(first)}"`, said);
    return by === '' ? failure : failure + element('system-out', '', by);
  }
  if (outcome === 'failed') return element('error', ` type="failed" message="${attribute(first)}"`, said);
  // As text: the older form of the format, which Jenkins knew for years, has no attribute here.
  const skipped = isSkipped(entry) ? element('skipped', '', message) : '';
  return skipped + element('system-out', '', `${outcome}: ${said}${by && `\n${by}`}`);
}

function element(name: string, attributes: string, text: string): string {
  return `      <${name}${attributes}>${escapeXml(neutralizeText(text))}</${name}>\n`;
}

function attribute(text: string): string {
  return escapeXml(neutralizeName(text));
}

// What is left of the characters that XML 1.0 cannot hold, once controls and halves of characters are made visible.
const NOT_IN_XML = /[\ufffe\uffff]/g;

function escapeXml(text: string): string {
  return text
    .replace(NOT_IN_XML, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
