/**
 * The rule of commit subjects, as the commit hook and CI ask it.
 * `commit-subject.ts <file>`: the message in a file; `commit-subject.ts --since <commit>`: every commit since then.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { subjectTrouble } from './subject-trouble.ts';

const [first, since] = process.argv.slice(2);
if (!first) throw new Error('Name a file with a commit message, or --since and a commit.');
const subjects =
  first === '--since'
    ? execFileSync('git', ['log', '--no-merges', '--format=%s', `${since}..HEAD`], { encoding: 'utf8' }).split('\n')
    : [readFileSync(first, 'utf8').split('\n')[0]!];
for (const subject of subjects.filter((each) => each !== '')) {
  const trouble = subjectTrouble(subject);
  if (!trouble) continue;
  console.error(`“${subject}”: ${trouble}`);
  process.exitCode = 1;
}
