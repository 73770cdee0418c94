import { pbkdf2Sync } from 'node:crypto';

const ITERATIONS = 400;

/** What is stored of a password. */
export function hashPassword(password, salt) {
  return pbkdf2Sync(password, salt, ITERATIONS, 32, 'sha256').toString('hex');
}
