/** One step of a workflow, as text. */
type Step = string;

const PINNED = /^\s*(?:- )?uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;

/** What is unsafe in a GitHub workflow, or in steps of one, a sentence each. */
export function problemsInSteps(text: string): readonly string[] {
  const uses = text.split('\n').filter((line) => /^\s*(?:- )?uses:/.test(line));
  const steps = stepsOf(text);
  return [
    ...uses.filter((line) => !PINNED.test(line)).map((line) => `not at a commit: ${line.trim()}`),
    ...steps
      .filter((step) => step.includes('actions/checkout@') && !/persist-credentials: false/.test(step))
      .map(() => 'a check-out leaves its token behind'),
    ...steps.filter((step) => shellOf(step).includes('${{')).map((step) => `an expression in a shell: ${step.trim()}`),
    ...steps
      .filter((step) => step.includes('actions/cache/save@') && !/if: .*github\.ref == 'refs\/heads\/[^']+'/.test(step))
      .map(() => 'others than the main branch save baselines'),
    ...steps.filter((step) => /uses: actions\/cache@/.test(step)).map(() => 'a cache that every run saves'),
  ];
}

/** The same of a whole workflow, which must also say what its token may do: read, but for these jobs. */
export function problemsInWorkflow(text: string, mayMore: readonly string[] = []): readonly string[] {
  const top = /^permissions:\n((?: {2}.*\n)+)/m.exec(text)?.[1];
  const jobs = [...text.matchAll(/^ {2}(\w[\w-]*):\n((?: {4}.*\n| *\n| {4,}.*\n)*)/gm)];
  return [
    ...problemsInSteps(text),
    ...(top?.trim() === 'contents: read' ? [] : [`the workflow's token may do this: ${top?.trim()}`]),
    ...(/pull_request_target|workflow_run|issue_comment/.test(text)
      ? ['it runs with more rights than its code has']
      : []),
    ...jobs
      .filter(([, name, body]) => /^ {6}[\w-]+: write$/m.test(body!) && !mayMore.includes(name!))
      .map(([, name]) => `the job ${name} may write`),
  ];
}

function stepsOf(text: string): readonly Step[] {
  return text.split(/^(?=\s*- (?:uses|run|name|if|id):)/m).slice(1);
}

/** What a step gives to a shell: the rest of the line, or the lines that are indented below it. */
function shellOf(step: Step): string {
  const [, indent, rest] = /^( *(?:- )?)run: ?(.*)$/m.exec(step) ?? [];
  if (indent === undefined) return '';
  const below = step.slice(step.indexOf('run:')).split('\n').slice(1);
  const block = below.slice(
    0,
    below.findIndex((line) => line.trim() !== '' && !line.startsWith(' '.repeat(indent.length + 1))),
  );
  return /^[|>]/.test(rest!) ? block.join('\n') : rest!;
}
