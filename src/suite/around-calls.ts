/** Untimed preparation of a test. */
export interface Preparation<Context, Input> extends AroundCalls<Context, Input> {
  /** Runs once in every process, before the warm-up. Its value is the context. */
  readonly setup?: () => Context | Promise<Context>;
}

/** What stands around the calls of a test. */
export interface AroundCalls<Context, Input> {
  /**
   * Makes what one call of the function is given, untimed. The inputs of up to 1,024 calls are made in advance and the
   * calls timed together, so it must not do anything that its call relies on: that is what `beforeEach` is for.
   */
  readonly input?: (context: Context) => Input | Promise<Input>;
  /**
   * Changes some state right before every call, untimed; each call is timed alone, right after it. What it returns is not
   * used: the function is given what `input` made or else the context. A value is refused where the function takes a
   * parameter, which it could be meant for.
   */
  readonly beforeEach?: (context: Context) => unknown;
  /** Runs after every call that returned, untimed; each call is then timed alone. */
  readonly afterEach?: (context: Context) => unknown;
  /** Runs once in every process, after the last sample. */
  readonly teardown?: (context: Context) => unknown;
}

/** What a function that is given something else than the context needs. */
export type InputSource<Context, Input> = [Context] extends [Input]
  ? unknown
  : { readonly input: (context: Context) => Input | Promise<Input> };
