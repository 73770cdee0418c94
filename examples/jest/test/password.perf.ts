import { perf } from 'evenkeel';
import { hashPassword } from '../src/password.js';

const options = { iterations: 20, processes: 3, maxDuration: 0.2 };

perf('hashes a password in fresh processes', (salt: string) => hashPassword('correct horse', salt), {
  ...options,
  setup: () => 'salt',
});
