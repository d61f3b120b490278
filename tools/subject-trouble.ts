const KINDS = ['feat', 'fix', 'perf', 'refactor', 'test', 'docs', 'build', 'ci', 'chore', 'style', 'revert'];
const FORM = new RegExp(`^(${KINDS.join('|')})(\\([a-z0-9-]+(, ?[a-z0-9-]+)*\\))?!?: \\S`);
const LONGEST = 72;

/** What a commit subject breaks, or null. Commits that git or a rebase words itself are left alone. */
export function subjectTrouble(subject: string): string | null {
  if (/^(Merge|Revert|fixup!|squash!|amend!) /.test(subject)) return null;
  if (subject.length > LONGEST) return `${subject.length} characters; at most ${LONGEST}.`;
  if (!FORM.test(subject)) return `write kind(part): what changed. Kinds: ${KINDS.join(', ')}.`;
  return subject.endsWith('.') ? 'no full stop at the end.' : null;
}
