import type { CurrentUser } from '@shared-care/contracts/session/answers';
import {
  CENTRAL_LINES,
  INHIBITOR_STATES,
  type CentralLine,
  type InhibitorState,
} from '@shared-care/domain/patient-facts';
import { rows, type Tx } from '../platform/tx';

/** Told in the transaction of the change; `words` say what became of which fact. */
export type RiskFollower = (tx: Tx, user: CurrentUser, patientId: string, words: string) => Promise<void>;

const followers: RiskFollower[] = [];

/** Facts are written below the attendances that depend on them: these ask to be told. */
export function followRisks(follower: RiskFollower): void {
  followers.push(follower);
}

interface Risks {
  inhibitor: InhibitorState;
  centralLine: CentralLine;
}

/** Does the work, and tells when the child's inhibitor or central line is another one afterwards. */
export async function watchingRisks<T>(
  tx: Tx,
  user: CurrentUser,
  patientId: string,
  work: () => Promise<T>,
): Promise<T> {
  const before = await risksOf(tx, patientId);
  const done = await work();
  const after = await risksOf(tx, patientId);
  const words = before && after ? differences(before, after) : '';
  if (words !== '') for (const follower of followers) await follower(tx, user, patientId, words);
  return done;
}

async function risksOf(tx: Tx, patientId: string): Promise<Risks | undefined> {
  const [found] = await rows<Risks>(tx, 'SELECT inhibitor, central_line AS "centralLine" FROM patients WHERE id = $1', [
    patientId,
  ]);
  return found;
}

function differences(before: Risks, after: Risks): string {
  const parts = [
    before.inhibitor === after.inhibitor
      ? ''
      : `${INHIBITOR_STATES[before.inhibitor]} → ${INHIBITOR_STATES[after.inhibitor]}`,
    before.centralLine === after.centralLine
      ? ''
      : `${CENTRAL_LINES[before.centralLine]} → ${CENTRAL_LINES[after.centralLine]}`,
  ];
  return parts.filter((part) => part !== '').join('; ');
}
