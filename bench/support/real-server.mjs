// Real Postgres servers, started and stopped as the tests do it.
import { registerTypeScript } from '../../dist/suite/loading/register.js';

registerTypeScript({ mode: 'strip', cacheDirectory: null });

export const { anInstallation, RealServer } = await import('../../test/baselines/postgres/real-server.ts');
export const { openRelay } = await import('../../test/baselines/postgres/relay.ts');
