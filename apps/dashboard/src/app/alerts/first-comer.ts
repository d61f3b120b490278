import type { AcknowledgedByAnother } from '@shared-care/contracts/alerts/answers';
import type { Problem } from '@shared-care/contracts/problem';
import { londonTime } from '@shared-care/domain/london-time';

function isAcknowledgedByAnother(current: object): current is AcknowledgedByAnother {
  return (
    'owner' in current &&
    typeof current.owner === 'string' &&
    'acknowledgedAt' in current &&
    typeof current.acknowledgedAt === 'string'
  );
}

/** "A Boyd acknowledged at 14:33", when that is why an alert could not be acknowledged. */
export function firstComer(problem: Problem): string | null {
  const current = problem.current;
  if (problem.code !== 'conflict' || current === undefined || !isAcknowledgedByAnother(current)) return null;
  return `${current.owner} acknowledged at ${londonTime(new Date(current.acknowledgedAt))}`;
}
