const ESCAPE = '\u001b';
const PAINT = new RegExp(`${ESCAPE}\\[(?:1|2|22|3[1-6]|39)m`, 'g');

/**
 * A text without the colors of the renderers.
 *
 * @param {string} text
 */
export function withoutPaint(text) {
  return text.replace(PAINT, '');
}

/**
 * What CI systems would take for commands in a log, each as its own documentation or source reads lines.
 *
 * @param {string} log
 * @returns {string[]}
 */
export function ciCommandsIn(log) {
  const found = [];
  for (const raw of log.split(/\r\n|[\n\r\u0085\u2028\u2029]/)) {
    const line = withoutPaint(raw);
    // actions/runner, ActionCommand.cs: TryParseV2 trims blanks, TryParse looks for its prefix anywhere.
    if (line.replace(/^[\s\u0085]+/, '').startsWith('::')) found.push(`GitHub: ${line}`);
    if (line.includes('##[')) found.push(`GitHub, Azure: ${line}`);
    if (/##vso\[/i.test(line)) found.push(`Azure: ${line}`);
    if (/##teamcity\[/i.test(line)) found.push(`TeamCity: ${line}`);
    // buildkite/terminal-to-html and agent: headings of groups.
    if (/^(?:---|\+\+\+|~~~|\^\^\^ \+\+\+)/.test(line)) found.push(`Buildkite: ${line}`);
  }
  if (/section_(?:start|end):\d+:[\w.-]+\r/.test(log)) found.push('GitLab: a section');
  if (/travis_(?:fold|time):[\w.:-]+\r(?!\n)/.test(log)) found.push('Travis: a fold');
  return found;
}

const OF_EMOJI = /\u200c|\u200d|\ufe0f|[\u{e0020}-\u{e007f}]/u;
// Those that have something invisible in them: looking for all takes a microsecond for each character.
const EMOJI = /(?=\p{Emoji}[\ufe0f\u200d\u{1f3fb}-\u{1f3ff}\u{e0020}-\u{e007f}])\p{RGI_Emoji}/gv;
const INVISIBLE = /(?![\n\t])[\p{Cc}\p{Cs}\p{Default_Ignorable_Code_Point}\u2028\u2029\ufff9-\ufffb]/u;
// Between letters of scripts that are joined, one sees these.
const SEEN = /(?<=[\p{Script=Arab}\p{Script=Deva}])[\u200c\u200d](?=[\p{Script=Arab}\p{Script=Deva}])/gu;

/**
 * What of a text would steer a terminal, or not be seen; null where there is nothing of the kind.
 *
 * @param {string} text
 * @returns {string | null}
 */
export function unseenIn(text) {
  const plain = withoutPaint(text).replaceAll('\r\n', '\n');
  const rest = OF_EMOJI.test(plain) ? plain.replace(EMOJI, '').replace(SEEN, '') : plain;
  return INVISIBLE.exec(rest)?.[0] ?? null;
}
