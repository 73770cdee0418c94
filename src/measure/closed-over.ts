import type { Runtime, Session } from 'node:inspector';
import { isModuleNamespaceObject, isTypedArray } from 'node:util/types';
import { isPlainData } from './plain-data.ts';

/** A variable with an object in it that a function can get at. */
export interface ClosedOver {
  readonly name: string;
  readonly value: object;
  /** Whether it is one of the file that the function stands in, or of a function in it. */
  readonly isOwn: boolean;
}

type AnyFunction = (...args: never[]) => unknown;
type Variables = Readonly<Record<string, unknown>>;

// Of a file that imports more functions than this, those of the last ones are not looked at; each takes about 0.3 ms.
const MOST_FUNCTIONS = 64;

/**
 * What a function closes over: variables of the functions around it and of its file, of the functions in these, and of the
 * files of those. Only V8's debugger knows. It is asked without being switched on, which would slow down what runs after.
 * @returns nothing where this process may not ask.
 */
export async function closedOverBy(fn: AnyFunction): Promise<readonly ClosedOver[]> {
  try {
    // Loaded here, because processes that only load a file need none of it. Not every Node has it, nor may every process use it.
    const { Session } = await import('node:inspector');
    const session = new Session();
    session.connect();
    try {
      return search(fn, new Questions(session));
    } finally {
      // Which throws where the session could not be opened: the code under test may have replaced what it goes by.
      session.disconnect();
    }
  } catch {
    return [];
  }
}

function search(fn: AnyFunction, questions: Questions): readonly ClosedOver[] {
  const found = new Map<object, ClosedOver>();
  const functions = new Set([fn]);
  const { script: ownScript } = questions.about(fn);
  // A set also goes through what is added on the way.
  for (const each of functions) {
    const { script, scopes } = questions.about(each);
    const isOwn = script === ownScript;
    for (const [name, value] of scopes.flatMap((scope) => Object.entries(scope))) {
      if (typeof value === 'object' && value !== null && !found.has(value)) found.set(value, { name, value, isOwn });
      // What functions of other files call has nothing to do with this one's data.
      const more = isOwn ? functionsIn(value) : [];
      for (const next of more.slice(0, Math.max(0, MOST_FUNCTIONS - functions.size))) functions.add(next);
    }
  }
  return [...found.values()];
}

// A function, or those of a module that is used as a whole, as the required ones are and what transpilers make of imports.
function functionsIn(value: unknown): readonly AnyFunction[] {
  if (typeof value === 'function') return [value as AnyFunction];
  if (!isModuleNamespaceObject(value) && !isPlainData(value)) return [];
  if (Array.isArray(value) || isTypedArray(value)) return [];
  try {
    const properties = Object.values(Object.getOwnPropertyDescriptors(value));
    return properties.map((property) => property.value).filter((each) => typeof each === 'function');
  } catch {
    // A module that has not been run yet.
    return [];
  }
}

interface Answer {
  /** Undefined for native functions. */
  readonly script: string | undefined;
  readonly scopes: readonly Variables[];
}

/** Asks about functions of this very process, and is answered at once. */
class Questions {
  readonly #session: Session;
  readonly #holder: { subject: AnyFunction | null; scopes: unknown } = { subject: null, scopes: null };
  readonly #holderId: string;

  constructor(session: Session) {
    this.#session = session;
    // What is asked about has to be handed over through something that both sides can name.
    const slot = Symbol.for('evenkeel.closed-over');
    const globals = globalThis as { [slot]?: unknown };
    globals[slot] = this.#holder;
    try {
      this.#holderId = this.#post('Runtime.evaluate', {
        expression: 'globalThis[Symbol.for("evenkeel.closed-over")]',
      }).result.objectId!;
    } finally {
      delete globals[slot];
    }
  }

  about(fn: AnyFunction): Answer {
    this.#holder.subject = fn;
    return this.#about(this.#call('function () { return this.subject; }').result.objectId!);
  }

  #about(objectId: string): Answer {
    const { internalProperties = [] } = this.#post('Runtime.getProperties', {
      objectId,
      ownProperties: true,
    });
    const property = (name: string) => internalProperties.find((each) => each.name === name)?.value;
    const script = property('[[FunctionLocation]]')?.value?.scriptId as string | undefined;
    // Of a bound function that of the function itself is asked.
    const targetId = property('[[TargetFunction]]')?.objectId;
    if (targetId !== undefined) return this.#about(targetId);
    const scopesId = property('[[Scopes]]')?.objectId;
    if (scopesId === undefined) return { script, scopes: [] };
    this.#call('function (scopes) { this.scopes = scopes; }', [{ objectId: scopesId }]);
    const scopes = Object.values(this.#holder.scopes as Readonly<Record<string, { readonly object: Variables }>>);
    return { script, scopes: scopes.map(({ object }) => object).filter((scope) => !isGlobal(scope)) };
  }

  #call(functionDeclaration: string, args: readonly Runtime.CallArgument[] = []): Runtime.CallFunctionOnReturnType {
    const objectId = this.#holderId;
    return this.#post('Runtime.callFunctionOn', { objectId, functionDeclaration, arguments: [...args] });
  }

  #post(method: 'Runtime.evaluate', params: Runtime.EvaluateParameterType): Runtime.EvaluateReturnType;
  #post(method: 'Runtime.getProperties', params: Runtime.GetPropertiesParameterType): Runtime.GetPropertiesReturnType;
  #post(
    method: 'Runtime.callFunctionOn',
    params: Runtime.CallFunctionOnParameterType,
  ): Runtime.CallFunctionOnReturnType;
  #post(method: string, params: object): object {
    let answer: object | null = null;
    // Called at once, or where V8 did not understand the question, with an error when the session is over.
    this.#session.post(method, params, (_error, result) => {
      answer = result ?? null;
    });
    if (answer === null) throw new Error(`V8 gave no answer to ${method}.`);
    return answer;
  }
}

// Also that of a test runner's context.
function isGlobal(scope: Variables): boolean {
  return Object.hasOwn(scope, 'globalThis');
}
