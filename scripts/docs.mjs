// Writes what the documents have from the code: the table of rooms in docs/architecture.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withRoomsTable } from './rooms.mjs';

const page = join(import.meta.dirname, '..', 'docs', 'architecture.md');
writeFileSync(page, withRoomsTable(readFileSync(page, 'utf8')));
