const { pbkdf2Sync } = require('node:crypto');

const ITERATIONS = 400;

/** What is stored of a password. */
exports.hashPassword = function hashPassword(password, salt) {
  return pbkdf2Sync(password, salt, ITERATIONS, 32, 'sha256').toString('hex');
};
