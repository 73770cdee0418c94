// Controls; halves of characters; all that is drawn as nothing (Unicode's Default_Ignorable_Code_Point: zero-width
// characters, variation selectors, tags, marks that turn the direction of what follows); separators of lines; the marks of
// annotations; and of accents on one letter all but the first few, which together cover the lines above and below.
const UNSEEN = String.raw`[\p{Cc}\p{Cs}\p{Default_Ignorable_Code_Point}\u2028\u2029\ufff9-\ufffb]`;
const HEAPED = String.raw`(?=\p{M})(?<=\p{M}{8})\p{M}+`;
// Scripts in which the invisible joiners change how the letters around them are drawn, so that one sees them.
const JOINED = ['Arab', 'Syrc', 'Nkoo', 'Mong', 'Deva', 'Beng', 'Guru', 'Gujr', 'Orya', 'Taml', 'Telu', 'Knda', 'Mlym']
  .concat('Sinh', 'Khmr', 'Mymr')
  .map((script) => String.raw`\p{Script=${script}}`)
  .join('');
const JOINER = String.raw`(?<=[${JOINED}])[\u200c\u200d](?=[${JOINED}])`;

// What most texts are made of, so that they need not be looked at more closely.
const PLAIN = /^[\x20-\x7e\xa1-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u22ff]*$/;
const PLAIN_LINES = /^[\n\t\x20-\x7e\xa1-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u22ff]*$/;
// Of these an emoji may be made, or a word.
const MAY_BELONG = /\u200c|\u200d|\ufe0f|[\u{e0020}-\u{e007f}]/u;
const CONTROL_PICTURES = 0x2400;

/** What stays of a text: nothing that has no shape of its own, or line feeds and tabs. */
export type Kept = 'nothing' | 'breaks';

// Runs of them, because a text may be made of nothing else.
const unsafe: Readonly<Record<Kept, RegExp>> = {
  nothing: new RegExp(`${UNSEEN}+|${HEAPED}`, 'gu'),
  breaks: new RegExp(String.raw`(?:(?![\n\t])${UNSEEN})+|${HEAPED}`, 'gu'),
};
// What emoji go on with that have something invisible in them. To look for any emoji takes a microsecond for each character.
const LONG_EMOJI = String.raw`(?=\p{Emoji}[\ufe0f\u200d\u{1f3fb}-\u{1f3ff}\u{e0020}-\u{e007f}])\p{RGI_Emoji}`;
// Made when one is needed, because it takes long and few texts need it. Emoji first, then what is not to be touched either;
// of the rest one by one, because an emoji or a joiner may follow.
const unsafeAmongOthers = new Map<Kept, RegExp>();

/**
 * A text in which every character is seen that steers what shows it, or is not drawn: escape becomes `␛`, a line feed `␊`,
 * a zero-width space `\u200b`. Nothing is dropped, so that two texts do not come to look the same. Invisible characters
 * stay where they make an emoji of their neighbours, or join letters of a script that needs that.
 */
export function makeVisible(text: string, kept: Kept = 'nothing'): string {
  if (!MAY_BELONG.test(text)) return replaceUnsafe(text, visible, kept);
  const pattern = unsafeAmongOthers.get(kept) ?? amongOthers(kept);
  unsafeAmongOthers.set(kept, pattern);
  const known = new Map<string, string>();
  return text.replace(pattern, (found, run?: string) => (run === undefined ? found : replaceEach(run, visible, known)));
}

function amongOthers(kept: Kept): RegExp {
  const unseen = kept === 'breaks' ? String.raw`(?![\n\t])${UNSEEN}` : UNSEEN;
  return new RegExp(`${LONG_EMOJI}|${JOINER}|(${unseen}|${HEAPED})`, 'gv');
}

/** A text with something else in place of each such character, whatever it is a part of. */
export function replaceUnsafe(text: string, replace: (character: string) => string, kept: Kept = 'nothing'): string {
  if ((kept === 'breaks' ? PLAIN_LINES : PLAIN).test(text)) return text;
  const known = new Map<string, string>();
  return text.replace(unsafe[kept], (run) => replaceEach(run, replace, known));
}

function replaceEach(run: string, replace: (character: string) => string, known: Map<string, string>): string {
  let replaced = '';
  for (const character of run) {
    const other = known.get(character) ?? replace(character);
    known.set(character, other);
    replaced += other;
  }
  return replaced;
}

function visible(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(CONTROL_PICTURES + code);
  if (code === 0x7f) return '\u2421';
  if (code >= 0xd800 && code <= 0xdfff) return '\ufffd';
  const digits = code.toString(16).padStart(4, '0');
  return digits.length > 4 ? `\\u{${digits}}` : `\\u${digits}`;
}
