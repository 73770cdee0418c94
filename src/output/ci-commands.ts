// GitHub (in its older form), Gitea, Azure Pipelines and TeamCity look for these anywhere in a line of a log.
const ANYWHERE = /#(?=#(?:vso|teamcity)?\[)/gi;
// At the beginning of a line, which may have been given a color: `::error::`, for GitHub and Gitea behind blanks as well.
// For Buildkite, which makes headings of these: `---`, `+++`, `~~~`, `^^^ +++`.
const AT_BEGINNING = /^(?:\p{Cc}\[\d+m|[^\S\n])*(?=::)|^(?:\p{Cc}\[\d+m)*(?=---|\+\+\+|~~~|\^\^\^)/gmu;

/**
 * A text that no CI system takes for a command to it, whoever wrote what is in it: a backslash stands before what would
 * begin one. What GitLab and Travis take for commands has controls in it, which are made visible anyway.
 */
export function breakCiCommands(text: string): string {
  return breakInlineCommands(text).replace(AT_BEGINNING, '$&\\');
}

/** The same, of what is a command wherever it stands: for a part of a line. */
export function breakInlineCommands(text: string): string {
  return text.includes('##') ? text.replace(ANYWHERE, '#\\') : text;
}
