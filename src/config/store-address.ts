import type { Option } from '../option.ts';
import { maybeText } from '../option.ts';

/** The variable of the field, of which the password alone is read besides. */
export const STORE_VARIABLE = 'EVENKEEL_STORE';

const SCHEME = 'postgres(?:ql)?:';
const SERVER = new RegExp(`^${SCHEME}`, 'i');
const ADDRESS = new RegExp(`^${SCHEME}//`, 'i');
/** Up to the last `@`: a password may have any character that somebody forgot to write as `%40`. */
const WITH_PASSWORD = new RegExp(`^(${SCHEME}//[^:@]*):(.*)@`, 'i');
const SECRET_PARAMETER = /[?&](?:ssl)?password=/i;
const SECRET_SOMEWHERE = new RegExp(`${SCHEME}//[^:@]*:.*@`, 'i');

/** Where baselines are kept: an address without what is secret. */
export function storeAddress(does: string): Option<string> {
  const text = maybeText(
    does,
    'empty, or the address of a Postgres server as postgres://user@host:5432/database, without a password: it is taken from ' +
      'PGPASSWORD, or from the address in the variable EVENKEEL_STORE',
  );
  // Without a password, as below; letters of either case, because patterns of JSON schemas have no flags.
  const pattern =
    '^$|^[pP][oO][sS][tT][gG][rR][eE][sS]([qQ][lL])?://(?![^@]*:.*@)(?!.*[?&]([sS][sS][lL])?[pP][aA][sS][sS][wW][oO][rR][dD]=)[^\\r\\n]*$';
  const url = { ...text.schema, pattern };
  return {
    ...text,
    accepts: (value) =>
      text.accepts(value) && (value === '' || (ADDRESS.test(String(value)) && !holdsSecret(String(value)))),
    schema: { anyOf: [url, { type: 'object', properties: { url }, required: ['url'], additionalProperties: false }] },
    shows: (value) => {
      const shown = JSON.stringify(value) ?? String(value);
      return holdsSecret(shown) ? 'an address with its password' : shown;
    },
  };
}

/** Whether a place is meant to be a server's address, and not a directory. */
export function isServer(place: string): boolean {
  return SERVER.test(place);
}

/** The address without its password. */
export function withoutPassword(address: string): string {
  return address.replace(WITH_PASSWORD, '$1@');
}

/** The password in an address; null where it has none. */
export function passwordIn(address: string): string | null {
  const written = WITH_PASSWORD.exec(address)?.[2] ?? null;
  if (written === null) return null;
  try {
    return decodeURIComponent(written);
  } catch {
    // It has a % that nobody wrote as %25.
    return written;
  }
}

function holdsSecret(address: string): boolean {
  return SECRET_SOMEWHERE.test(address) || SECRET_PARAMETER.test(address);
}
