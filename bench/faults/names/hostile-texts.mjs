/**
 * Texts that mean something to what shows them, or hide something from who reads them.
 *
 * @type {Readonly<Record<string, string>>}
 */
export const HOSTILE_TEXTS = {
  color: '\u001b[31mred\u001b[0m',
  'color of ours': '\u001b[32m✓ pass\u001b[39m',
  'concealed text': '\u001b[8mhidden\u001b[28m',
  'cleared screen': '\u001b[2J\u001b[H0 regressions',
  'line above': '\u001b[1A\u001b[2Koverwritten',
  'title of the window': '\u001b]0;owned\u0007',
  clipboard: '\u001b]52;c;cm0gLXJmIC8=\u0007',
  link: '\u001b]8;;https://x.example\u001b\\here\u001b]8;;\u001b\\',
  'question to the terminal': '\u001b[c\u001b[6n\u001b[>q',
  'device control': '\u001bP$q"p\u001b\\',
  'other screen': '\u001b[?1049h\u001b[?25l',
  'other letters': '\u001b(0lqqk\u000e',
  'controls of eight bits': '\u009b31m\u009d0;owned\u009c',
  'line taken back': 'regression\rpass      ',
  'letters taken back': 'regression\b\b\b\b\b\b\b\b\b\bpass',
  bell: '\u0007',
  'null and delete': 'a\0b\u007fc',
  'line of its own, where one is wrapped': `x ${'FORGED '.repeat(90)}`,
  'line of its own': 'x\n9 tests: 9 passed in 1 s',
  'form feed': 'a\u000bb\fc\u0085d\u2028e\u2029f',
  'GitHub command': '::error file=x.js::owned',
  'GitHub command behind blanks': 'x\n   \t::set-output name=x::owned',
  'GitHub command behind an odd blank': '\u2003::add-mask::e',
  'older GitHub command': 'x ##[set-env name=PATH]owned',
  'Azure command': 'x ##vso[task.setvariable variable=PATH]owned',
  'Azure command in capitals': '##VSO[task.complete result=Succeeded;]',
  'TeamCity message': "##teamcity[buildStatus text='owned']",
  'TeamCity message in pieces': '##\u001b[0mteamcity[x]##\u001b[0m[x]',
  'Buildkite heading': '--- owned\n+++ owned\n~~~ owned\n^^^ +++',
  'GitLab section': '\u001b[0Ksection_start:1:owned\r\u001b[0Kowned',
  'Travis fold': 'travis_fold:start:owned\r\u001b[0K',
  'turned direction': 'a\u202egnp.exe\u2066b\u200fc',
  'zero width': 'pa\u200brse\u200c\u200d\u2060\ufeff',
  tags: `parse${[...'hidden'].map((letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join('')}`,
  'tags behind a flag': `🏴${[...'hidden'].map((letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join('')}\u{e007f}`,
  'variation selectors': `parse${String.fromCodePoint(0xfe00, 0xfe01, 0xe0100, 0xe01ef)}`,
  fillers: 'a\u3164b\u115fc\uffa0d\u034fe\u00ad',
  'halves of characters': 'a\ud83d b\udc00',
  'heap of accents': `a${'\u0301'.repeat(200)}`,
  formula: "=cmd|' /C calc'!A0",
  'formula behind a semicolon': 'x;=1+1;@SUM(1)',
  'formula behind a line end': 'x\n=1+1\n+1',
  'formula behind a tab': 'x\t-2+3',
  'formula in full width': '＝1＋1',
  'formula behind quotes': 'x;"=1+1',
  'row of its own': 'x"\r\n"y","z',
  script: '</code></details><script>alert(1)</script><img src=x onerror=alert(1)>',
  'Markdown table': 'a | b | c \\| d\n| --- | --- |',
  'Markdown link': '[x](javascript:alert(1)) ![x](https://x.example/x.png) @somebody #12',
  'Markdown fence': '```\n# heading\n~~~\n> quote',
  XML: ']]></testcase><!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>&y;<?x?>',
  template: ['$', '{{ secrets.TOKEN }} $(id) `id` %s %n {0}'].join(''),
  'emoji and other scripts': '👩‍👩‍👧 ⚠️ 1️⃣ 🏴󠁧󠁢󠁥󠁮󠁧󠁿 日本語 می‌خواهم क्‍ष עברית',
  'very long': 'x'.repeat(70_000),
  'very long, in other letters': 'ж'.repeat(100_000),
  'very long, of accents': `a${'\u0301'.repeat(70_000)}`,
  'very long, of nothing': '\u200b'.repeat(70_000),
};

// What these fields say decides how a report is made, and is one of a few words.
const WORDS = new Set([
  'verdict',
  'state',
  'method',
  'kind',
  'reason',
  'decidedBy',
  'mark',
  'aspect',
  'status',
  'outcome',
]);

/**
 * The same value with a text in place of every text in it, whether the program knows it to be one from outside or not.
 *
 * @template Value
 * @param {Value} value
 * @param {string | (() => string)} text or the next one
 * @param {readonly string[]} [path]
 * @returns {Value}
 */
export function withText(value, text, path = []) {
  if (typeof value === 'string') {
    if (isWord(path)) return value;
    return typeof text === 'string' ? text : text();
  }
  if (Array.isArray(value)) return value.map((each) => withText(each, text, path));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withText(each, text, [...path, key])]));
}

function isWord(path) {
  const key = path.at(-1) ?? '';
  // Doubts, suspicions and views have names that the program knows.
  if (key === 'name') return ['doubts', 'checks', 'suspicions', 'views', 'fallbacks'].includes(path.at(-2) ?? '');
  // A recording's reason is prose, a failure's is a word.
  return WORDS.has(key) && !(key === 'reason' && ['recording', 'manner'].includes(path.at(-2) ?? ''));
}
