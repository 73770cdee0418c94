import { UsageError } from '../errors.ts';
import { requireRealFiles } from '../real-files.ts';
import {
  defaultFields,
  fieldNames,
  isField,
  type PerformanceConfigFields,
  problemWith,
  unknownField,
} from './fields.ts';

/** The fields of the configuration as those of a class: they are named in their table alone. */
const Fields = class {
  constructor(fields: PerformanceConfigFields) {
    Object.assign(this, fields);
  }
} as new (
  fields: PerformanceConfigFields,
) => PerformanceConfigFields;

/**
 * Configuration of the framework (specification 6.1).
 *
 * @example
 * import { PerformanceConfig, PerformanceTestFramework } from 'evenkeel';
 *
 * const config = new PerformanceConfig({ confidenceLevel: 0.99 });
 * const framework = new PerformanceTestFramework({ config });
 */
export class PerformanceConfig extends Fields {
  readonly #unknown: readonly string[];

  /** Takes the fields that differ from the defaults. Names and values are checked by {@link PerformanceConfig.validate}. */
  constructor(fields: Partial<PerformanceConfigFields> = {}) {
    super({ ...defaultFields, ...knownOnly(fields) });
    this.#unknown = Object.keys(fields).filter((field) => !isField(field));
  }

  /**
   * Reads a TOML file; what it does not say has its default. Its keys are those of the specification
   * (`confidence_level`). A file that ends with `.ts`, `.mts`, `.js` or `.mjs` is loaded instead, and its default export
   * has the fields (`confidenceLevel`), see {@link defineConfig}.
   * @throws {UsageError} where it cannot be read, loaded, or is no TOML, and for unknown keys and wrong values: every
   *   problem at once, with line and column; `data.problems` lists them.
   *
   * @example
   * import { writeFile } from 'node:fs/promises';
   * import { PerformanceConfig } from 'evenkeel';
   *
   * await writeFile('evenkeel.toml', 'confidence_level = 0.99');
   * const config = await PerformanceConfig.fromFile('evenkeel.toml');
   * console.log(config.confidenceLevel); // 0.99
   */
  static async fromFile(configPath: string): Promise<PerformanceConfig> {
    requireRealFiles('PerformanceConfig.fromFile');
    const { readConfigFile } = await import('./config-file.ts');
    return new PerformanceConfig(await readConfigFile(configPath));
  }

  /**
   * The configuration that `evenkeel run` would use in a directory: environment variables (`EVENKEEL_CONFIDENCE_LEVEL`),
   * over the nearest `evenkeel.toml` or `evenkeel.config.ts` upwards, over the defaults.
   * @param directory default: the working directory.
   * @throws {UsageError} as {@link PerformanceConfig.fromFile} does; wrong variables are problems as well.
   *
   * @example
   * import { PerformanceConfig } from 'evenkeel';
   *
   * const config = await PerformanceConfig.load();
   * console.log(config.defaultIterations); // 100
   */
  static async load(directory: string = process.cwd()): Promise<PerformanceConfig> {
    requireRealFiles('PerformanceConfig.load');
    const { gatherSettings } = await import('./gather-settings.ts');
    return new PerformanceConfig((await gatherSettings({ directory })).fields);
  }

  /**
   * Writes a TOML file with every field, which {@link PerformanceConfig.fromFile} reads back as the same configuration.
   * @throws {UsageError} for a configuration that is wrong, and where the file cannot be written.
   *
   * @example
   * import { PerformanceConfig } from 'evenkeel';
   *
   * await new PerformanceConfig({ confidenceLevel: 0.99 }).toFile('evenkeel.toml');
   * const config = await PerformanceConfig.fromFile('evenkeel.toml');
   * console.log(config.confidenceLevel); // 0.99
   */
  async toFile(configPath: string): Promise<void> {
    this.checked();
    requireRealFiles('PerformanceConfig.toFile');
    const { writeConfigFile } = await import('./config-file.ts');
    await writeConfigFile(configPath, this);
  }

  /**
   * What is wrong with the fields, one sentence each; empty where nothing is.
   *
   * @example
   * import { PerformanceConfig } from 'evenkeel';
   *
   * const problems = new PerformanceConfig({ confidenceLevel: 95 }).validate();
   * console.log(problems.length); // 1
   */
  validate(): string[] {
    const wrong = fieldNames.flatMap((field) => {
      const problem = problemWith(field, this[field]);
      return problem === null ? [] : `${field} ${problem}.`;
    });
    return [...this.#unknown.map(unknownField), ...wrong];
  }

  /**
   * Gives the configuration back where it is sound. @throws {UsageError} with every problem where it is not.
   *
   * @example
   * import { PerformanceConfig, UsageError } from 'evenkeel';
   *
   * try {
   *   new PerformanceConfig({ confidenceLevel: 95 }).checked();
   * } catch (error) {
   *   console.log(error instanceof UsageError); // true
   * }
   */
  checked(): this {
    const problems = this.validate();
    if (problems.length === 0) return this;
    throw new UsageError(`The configuration is wrong: ${problems.join(' ')}`, { data: { problems } });
  }
}

// An undefined field means its default.
function knownOnly(fields: Partial<PerformanceConfigFields>): Partial<PerformanceConfigFields> {
  return Object.fromEntries(Object.entries(fields).filter(([name, value]) => isField(name) && value !== undefined));
}
