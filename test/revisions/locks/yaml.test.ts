import { describe, expect, it } from 'vitest';
import { readYaml } from '../../../src/revisions/locks/yaml.ts';

describe('readYaml', () => {
  it('reads what package managers write', () => {
    const text = [
      '# A comment.',
      "lockfileVersion: '9.0'",
      '',
      'importers:',
      '',
      '  .:',
      '    dependencies:',
      "      '@scope/a':",
      '        specifier: ^1.0.0',
      '        version: 1.0.0(b@2.0.0)',
      'patterns:',
      '- "*"',
      '- packages/*',
      'packages:',
      '  /a@1.0.0:',
      '    resolution: {integrity: sha512-a==, tarball: https://example.com/a.tgz}',
      '    deprecated: |-',
      '      First line: with a colon',
      '      - and a dash',
      "    engines: {node: '>=6'}",
      '    cpu: [x64]',
      '    os:',
      '      - linux',
      '  "b@npm:^1.0.0, b@npm:~1.0.1":',
      '    resolution: "b@npm:1.0.2"',
      "    note: it's plain",
      "    quoted: 'it''s'",
      '  ? "c@npm:1, c@npm:2"',
      '  :',
      '    version: 1.0.0',
      '  empty: {}',
    ].join('\n');
    expect(readYaml(text)).toEqual({
      lockfileVersion: '9.0',
      importers: { '.': { dependencies: { '@scope/a': { specifier: '^1.0.0', version: '1.0.0(b@2.0.0)' } } } },
      patterns: '- "*"\n- packages/*',
      packages: {
        '/a@1.0.0': {
          resolution: '{integrity: sha512-a==, tarball: https://example.com/a.tgz}',
          deprecated: 'First line: with a colon\n- and a dash',
          engines: "{node: '>=6'}",
          cpu: '[x64]',
          os: '- linux',
        },
        'b@npm:^1.0.0, b@npm:~1.0.1': { resolution: 'b@npm:1.0.2', note: "it's plain", quoted: "it's" },
        'c@npm:1, c@npm:2': { version: '1.0.0' },
        empty: '{}',
      },
    });
  });

  it.each([
    ['a text that goes on', 'a: one\n  two'],
    ['a reference', 'a: *other'],
    ['another document', 'a: 1\n---\nb: 2'],
    ['no mapping', 'just text'],
    ['what belongs to nothing', 'a: 1\n    b: 2'],
    ['a key without its value', '? a\nb: 1'],
  ])('refuses what it would misunderstand: %s', (_what, text) => {
    expect(() => readYaml(text)).toThrow(/^This is not as package managers write it: /);
  });
});
