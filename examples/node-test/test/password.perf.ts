import { perf } from 'evenkeel';
import { hashPassword } from '../src/password.js';

perf('hashes a password in fresh processes', (salt: string) => hashPassword('correct horse', salt), {
  iterations: 20,
  processes: 3,
  maxDuration: 0.2,
  setup: () => 'salt',
});
