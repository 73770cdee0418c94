import { PerformanceTestingError } from '../../errors.ts';
import type { ServerAddress } from './server-address.ts';

/** What a server, or the way to it, makes known of itself by. */
export interface Trouble extends Error {
  /** Five characters of the SQL standard, or a name of the operating system's; `pg` has words alone for what it noticed itself. */
  readonly code?: string;
}

// https://www.postgresql.org/docs/current/errcodes-appendix.html: connection exceptions, transactions in each other's way,
// too many connections, a server that is shut down, crashed or starts up, one that has heard nothing for too long, and one that just
// became a replica.
const TRANSIENT_STATE = /^(?:08...|40001|40P01|53300|57P0[1-5]|25P03|25006)$/;
const TRANSIENT_CODE = /^(?:ECONNRESET|ECONNREFUSED|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOENT|EAI_AGAIN)$/;
const NOTICED =
  /connection terminated|timeout exceeded when trying to connect|query read timeout|client has encountered/i;
// Nothing that a moment changes.
const NO_TLS = /server does not support SSL|error establishing an SSL connection/i;
const NO_PASSWORD = /SASL.*password/i;
const SQL_STATE = /^[0-9A-Z]{5}$/;

/** Whether an error is of the server or of the way to it, and no defect of this code. */
export function isTrouble(error: unknown): error is Trouble {
  // What is wrong with what was asked for has a code as well.
  if (!(error instanceof Error) || error instanceof PerformanceTestingError) return false;
  const { code } = error as Trouble;
  if (typeof code === 'string') return SQL_STATE.test(code) || /^[A-Z_]+$/.test(code);
  return [NOTICED, NO_TLS, NO_PASSWORD].some((pattern) => pattern.test(error.message));
}

/** Whether the same may succeed a moment later. */
export function isTransient({ code, message }: Trouble): boolean {
  return code === undefined ? NOTICED.test(message) : TRANSIENT_STATE.test(code) || TRANSIENT_CODE.test(code);
}

// What a server lacks or is busy with for now: room, connections, time; what an operator did, or its system.
const FOR_NOW = /^(?:53|57|58)/;

/**
 * Whether the server is away: it cannot be reached, or cannot do now what it was asked. What it refuses (a wrong password, a
 * right that is missing, a certificate) it refuses the next time as well, until a person mends it.
 */
export function isOfAbsence(trouble: Trouble): boolean {
  const { code = '' } = trouble;
  // The name of the host may be wrong; where there is no network, it looks the same.
  return isTransient(trouble) || FOR_NOW.test(code) || code === 'ENOTFOUND';
}

/** What is wrong, where, and what to do. */
export function wordsFor(trouble: Trouble, { shown }: Pick<ServerAddress, 'shown'>): string {
  return `The store of baselines in ${shown} cannot be used: ${sentence(trouble.message || (trouble.code ?? ''))} ${adviceFor(trouble)}`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function adviceFor(trouble: Trouble): string {
  const { code = '', message } = trouble;
  if (code === '28P01' || code === '28000' || NO_PASSWORD.test(message))
    return 'Check the user, and its password in PGPASSWORD.';
  if (code === '3D000') return 'Make the database, or name another one.';
  if (code === '42501') return 'Give the user the right to do that, or use one that has it.';
  if (code === '53100') return 'Its disk is full: make room there.';
  if (code === '57014') return 'It took longer than a statement may: look at what the server is busy with.';
  if (code === 'ENOTFOUND') return 'Check the name of the host.';
  if (NO_TLS.test(message)) return 'Switch TLS on there (`ssl = on`): nothing is sent to another machine in the clear.';
  if (code === 'CERT_HAS_EXPIRED') return 'Have its certificate renewed there, and look at the clock of this machine.';
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return 'Name the server as its certificate does, or have it get one for this host.';
  }
  if (/CERT|SELF_SIGNED|SSL|TLS/.test(code) || /certificate/.test(message)) {
    return 'Its certificate must be one that is trusted here: name that of its authority with `sslrootcert=/path/to/ca.pem`.';
  }
  return isTransient(trouble)
    ? 'It was tried again for a while: check that the server runs and can be reached from here.'
    : 'Check the server and its log.';
}
