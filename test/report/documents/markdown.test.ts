import fc from 'fast-check';
import { marked, type Token } from 'marked';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../src/report/documents/entry.ts';
import { renderMarkdown } from '../../../src/report/documents/markdown.ts';
import { neutralizeName } from '../../../src/report/text/neutralize.ts';
import { anyEntries, calm, entries } from './entries.ts';

function unescaped(html: string): string {
  const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' };
  return html.replace(/&(lt|gt|amp|quot);/g, (_, name: string) => named[name]!);
}

describe('markdown', () => {
  it('lets no text be anything but text', () => {
    const hostile = fc.constantFrom(
      '<script>alert(1)</script>',
      '| a | b |',
      '`code` ``more`` @somebody #12',
      '</details><img src=x>',
      '[link](http://x.example) ![image](http://x.example)',
      '# title\n- list\n> quote',
      '`',
      ' ',
    );
    const texts = fc.oneof(hostile, fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(anyEntries, texts, texts, (any, name, message) => {
        const text = renderMarkdown(any.map((entry) => ({ ...entry, name, message, warnings: [message] })));
        const found = new Set<string>();
        const html = new Set<string>();
        marked.walkTokens(marked.lexer(text), (token: Token) => {
          // A bare address leads where it says.
          if (!/^(?:https?:|www\.|[^[]+@)/.test(token.raw)) found.add(token.type);
          if (token.type === 'html') html.add(token.raw.trim());
        });
        for (const type of ['link', 'image', 'heading', 'blockquote', 'hr', 'list']) expect(found).not.toContain(type);
        for (const tag of html) {
          expect(tag).toMatch(
            /^(<details><summary>\d+ without a change that needs attention<\/summary>|<\/details>|<\/?code>|<!-- -->)$/,
          );
        }
      }),
    );
  });

  // As GitHub does it: a bar ends a cell wherever it stands, unless a backslash that is none itself precedes it.
  it('keeps every name in its cell, whatever it is', () => {
    const names = fc.oneof(
      fc.constantFrom(
        'a|b',
        'a\\|b',
        'a\\\\|b',
        '|',
        '\\',
        '`|`',
        '``|',
        ' | ',
        '<b>|</b>',
        '&amp;|',
        '**|**',
        '$x|y$',
        '~|~',
      ),
      fc.string({ unit: fc.constantFrom('|', '\\', '`', ' ', 'a', '<', '&', '*', '_', '\n') }),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.array(names, { minLength: 1, maxLength: 4 }), (all) => {
        const shown = all.map((name): Entry => ({ ...calm[0]!, name, outcome: 'regression' }));
        const html = micromark(renderMarkdown(shown), {
          extensions: [gfm()],
          htmlExtensions: [gfmHtml()],
          allowDangerousHtml: true,
        });
        const rows = [...html.matchAll(/<tr>\n([\s\S]*?)\n<\/tr>/g)].map(([, row]) => row!.split('\n'));
        expect(rows.map((cells) => cells.length)).toEqual(new Array(all.length + 1).fill(5));
        for (const [i, name] of all.entries()) {
          const [, cell = ''] = /^<td><code>([\s\S]*)<\/code><\/td>$/.exec(rows[i + 1]![0]!) ?? [];
          expect(unescaped(cell)).toBe(neutralizeName(name));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('says once what it warns of in many tests', () => {
    const warnings = ['The machine was busy.', 'Do more work.'];
    const many = Array.from({ length: 30 }, (_, i) => ({
      ...calm[0]!,
      name: `t${i}`,
      warnings: warnings.slice(i % 2),
    }));
    const text = renderMarkdown(many);
    expect(text).toContain('⚠️ `t0`, `t2`, `t4` and 12 others: The machine was busy.');
    expect(text.match(/Do more work/g)).toHaveLength(1);
  });

  it('begins with what needs attention, and is quiet where nothing does', () => {
    const text = renderMarkdown(entries);
    const places = ['❌ regression', '❌ failed', '❔ inconclusive', '⬇️ improvement', '✅ pass'].map((word) =>
      text.indexOf(word),
    );
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
    expect(renderMarkdown(calm).split('<details>')[0]).toBe('**Performance: nothing slower** · 2 passed\n\n');
  });

  it('fits a comment on a pull request, however many tests passed', () => {
    const many = Array.from({ length: 5000 }, (_, i) => ({ ...calm[0]!, name: `test ${i}` }));
    const text = renderMarkdown(many);
    expect(text.length).toBeLessThan(65_536);
    expect(text).toContain('… and 4,900 more.');
  });

  it('fits a comment, however many are slower and however much is to be said of them', () => {
    const slow = Array.from({ length: 5000 }, (_, i): Entry => {
      const words = `${'x'.repeat(i)} `.repeat(3);
      return { ...calm[0]!, name: `test ${i} ${words}`, outcome: 'regression', message: words, warnings: [words] };
    });
    for (const entries of [
      slow,
      slow.slice(-2),
      slow.slice(-1).map((entry) => ({ ...entry, name: 'x'.repeat(1e5) })),
    ]) {
      const text = renderMarkdown(entries);
      expect(text.length).toBeLessThanOrEqual(65_536);
      expect(text).toContain(`**Performance** · ${entries.length} regression`);
    }
    expect(renderMarkdown(slow)).toMatch(/… and 4,9\d\d more\./);
  });
});
