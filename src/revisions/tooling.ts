import { posix } from 'node:path';

const HIDDEN = /(?:^|\/)\.[^/]/;
const DOCUMENTS =
  /^(?:readme|changelog|changes|history|contributing|contributors|code_of_conduct|codeowners|security|licen[cs]e|copying|notice|authors)(?:[-_][\w-]+)?(?:\.(?:md|mdx|markdown|rst|adoc|txt))?$/i;
const PROSE = /\.(?:md|mdx|markdown|rst|adoc)$/i;
const CONFIGURATION = [
  // Packages, and what installs or publishes them.
  /^(?:package(?:-lock)?|npm-shrinkwrap|bower|composer|lerna|nx|turbo|rush|deno|jsr|bunfig)\.(?:json|jsonc|toml|lock)$/,
  /^(?:yarn\.lock|bun\.lockb?|deno\.lock|pnpm-(?:lock|workspace)\.ya?ml)$/,
  // Compilers, linters, test runners, documentation.
  /^[jt]sconfig(?:[.-].*)?\.json$/,
  /\.(?:config|tsbuildinfo|code-workspace|iml|snap|[cm]?[jt]s\.map)$/,
  /[.-](?:config|conf|rc)\.(?:json[c5]?|ya?ml|toml)$/,
  /^(?:biome|rome|dprint|oxlint|knip|cspell|typedoc|api-extractor|sonar-project|tslint|jest|nodemon|stryker)\.(?:jsonc?|properties)$/,
  // Automation of repositories, CI, deployment.
  /^(?:renovate|release-please-config|vercel|now|firebase|netlify|fly|codecov|appveyor|azure-pipelines|bitbucket-pipelines|cloudbuild|docker-compose|compose|lefthook|mkdocs)(?:\.[^.]+)?\.(?:json5?|ya?ml|toml)$/,
  /^(?:dockerfile|makefile|justfile|procfile|vagrantfile|jenkinsfile)(?:\..*)?$/i,
];
const TEST_DATA = /(?:^|[^a-z])(?:fixtures?|data|datasets?|samples?|inputs?|corpus|corpora)(?:[^a-z]|$)/i;

/**
 * Whether a file (relative to the tree) is by its name no input of code: it is hidden, configures a tool, or is there for
 * people to read. In a directory that is named after test data, a configuration or prose is taken for such.
 */
export function isTooling(name: string): boolean {
  const { dir, base } = posix.parse(name);
  if (HIDDEN.test(name) || DOCUMENTS.test(base)) return true;
  if (TEST_DATA.test(dir)) return false;
  return PROSE.test(base) || CONFIGURATION.some((pattern) => pattern.test(base));
}
