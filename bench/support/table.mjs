/**
 * A Markdown table whose columns line up, so that it reads the same in a terminal and on a page. The first column holds
 * names, the others hold values and are set to the right.
 */
export function table(headings, rows) {
  const widths = headings.map((heading, at) => Math.max(3, ...[heading, ...rows.map((row) => row[at])].map(widthOf)));
  const pad = (text, at) => {
    const space = ' '.repeat(widths[at] - widthOf(text));
    return at === 0 ? text + space : space + text;
  };
  const line = (cells) => `| ${cells.map(pad).join(' | ')} |`;
  const rule = widths.map((width, at) => (at === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [line(headings), line(rule), ...rows.map(line)].join('\n');
}

function widthOf(text) {
  return [...text].length;
}
