import { execFileSync } from 'node:child_process';
import { afterEach, describe, expect, it } from 'vitest';
import { explainMissingFile } from '../../../src/suite/loading/missing-file.ts';
import { makeProject, type Project } from '../../measure/processes/project.ts';

const projects: Project[] = [];
afterEach(() => {
  for (const project of projects.splice(0)) project.remove();
});

function projectOf(files: Readonly<Record<string, string>>): Project {
  const project = makeProject(files);
  projects.push(project);
  return project;
}

const notFound = (message: string, code = 'ERR_MODULE_NOT_FOUND') =>
  explainMissingFile({ name: 'Error', message, code });

describe('explainMissingFile', () => {
  it('names the line that imports a file, and the one that is there in another case', () => {
    const project = projectOf({
      'src/helper.js': '',
      'src/a.js': "// ./Helper.js\n\nimport { a } from './Helper.js';\n",
    });
    const importer = project.path('src/a.js');
    expect(notFound(`Cannot find module '${project.path('src/Helper.js')}' imported from ${importer}`)).toBe(
      `at ${importer}:3\nThere is ${project.path('src/helper.js')}: write it in the same case, which not every system tells apart.`,
    );
  });

  it('finds a directory further up in another case', () => {
    const project = projectOf({ 'Lib/x.js': '', 'a.js': "import './lib/x.js';" });
    expect(
      notFound(`Cannot find module '${project.path('lib/x.js')}' imported from ${project.path('a.js')}`),
    ).toContain(`There is ${project.path('Lib')}: write it in the same case`);
  });

  it('names files of another ending, and those whose names are near', () => {
    const project = projectOf({ 'lib/helper.mjs': '', 'a.mjs': "import './lib/helper';\nimport './lib/helpr.mjs'" });
    const from = `imported from ${project.path('a.mjs')}`;
    const there = `There is helper.mjs in ${project.path('lib')}; imports name a file with its ending.`;
    expect(notFound(`Cannot find module '${project.path('lib/helper')}' ${from}`)).toBe(
      `at ${project.path('a.mjs')}:1\n${there}`,
    );
    expect(notFound(`Cannot find module '${project.path('lib/helpr.mjs')}' ${from}`)).toBe(
      `at ${project.path('a.mjs')}:2\n${there}`,
    );
  });

  it('names the line of a package and of a directory', () => {
    const project = projectOf({ 'lib/main.js': '', 'a.js': "import './lib';\nimport x from 'lodash/fp';" });
    const importer = project.path('a.js');
    expect(notFound(`Cannot find package 'lodash' imported from ${importer}`)).toBe(`at ${importer}:2`);
    expect(
      notFound(
        `Directory import '${project.path('lib')}' is not supported resolving ES modules imported from ${importer}`,
        'ERR_UNSUPPORTED_DIR_IMPORT',
      ),
    ).toBe(`at ${importer}:1`);
  });

  it.each([
    ['import', 'a.mjs', "\n\nimport './helpr.js'", 3],
    ['require', 'a.cjs', "\nrequire('./helpr.js')", 2],
  ])('reads what this Node says of `%s`', (_, name, content, line) => {
    const project = projectOf({ 'helper.js': '', [name]: content });
    const program = `import('./${name}').catch(({ message }) => process.stdout.write(message))`;
    const options = { cwd: project.directory, encoding: 'utf8' } as const;
    expect(notFound(execFileSync(process.execPath, ['--eval', program], options))).toBe(
      `at ${project.path(name)}:${line}\nThere is helper.js in ${project.directory}; imports name a file with its ending.`,
    );
  });

  it.each([
    'not found',
    "Cannot find module '/nowhere/x.js' imported from /nowhere/a.js",
    "Cannot find package 'x' imported from /nowhere/a.js",
  ])('has nothing to say of %j', (message) => {
    expect(notFound(message)).toBeNull();
  });
});
