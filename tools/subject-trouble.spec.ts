import { expect, test } from 'vitest';
import { subjectTrouble } from './subject-trouble';

test.each([
  'fix(open-access): a closed hospital is never offered',
  'build: npm start prints few lines',
  'feat(api)!: the answer of a merge names both records',
  'Merge branch main',
  'fixup! fix(alerts): counted twice',
])('%s', (subject) => expect(subjectTrouble(subject)).toBeNull());

test.each([
  ['wip', 'kind(part)'],
  ['update the alerts', 'kind(part)'],
  ['fix(alerts):', 'kind(part)'],
  ['fix(alerts): counted twice.', 'full stop'],
  [`fix(alerts): ${'a'.repeat(60)}`, '73 characters'],
])('%s is refused', (subject, why) => expect(subjectTrouble(subject)).toContain(why));
