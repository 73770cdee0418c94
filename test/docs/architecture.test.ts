import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nameOf, ROOMS, roomsTable, withRoomsTable } from '../../scripts/rooms.mjs';

const ROOT = join(import.meta.dirname, '../..');
const page = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8');
const rooms = ROOMS.map(({ room }) => room);

describe('the rooms', () => {
  it('are those that src/ has', () => {
    const entries = readdirSync(join(ROOT, 'src'), { withFileTypes: true });
    expect([...rooms].sort()).toEqual(entries.map((entry) => entry.name + (entry.isDirectory() ? '/' : '')).sort());
  });

  it('may import rooms alone, each named once, and none itself', () => {
    const names = rooms.map(nameOf);
    for (const { room, may } of ROOMS) {
      expect({ room, unknown: may.filter((name) => !names.includes(name)) }).toEqual({ room, unknown: [] });
      expect({ room, may: new Set(may).size }).toEqual({ room, may: may.length });
      expect(may).not.toContain(nameOf(room));
    }
  });
});

describe('docs/architecture.md', () => {
  it('has the table of rooms as scripts/rooms.mjs has it; `npm run docs` writes it', () => {
    expect(page).toBe(withRoomsTable(page));
  });

  it('would be seen to differ', () => {
    const [row] = roomsTable().split('\n').slice(2);
    const changed = page.replace(row!, row!.replace('| output |', '| files |'));
    expect(changed).not.toBe(page);
    expect(withRoomsTable(changed)).toBe(page);
    expect(() => withRoomsTable(page.replace('<!-- Up to here. -->', ''))).toThrow(
      'The page has no place for the table',
    );
  });
});
