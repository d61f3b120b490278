import type { NavigationCount, NavigationCounts } from '@shared-care/contracts/navigation/answers';
import { permits } from '@shared-care/contracts/permissions';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import type { Role } from '@shared-care/domain/roles';
import { waitingForAdmin } from '../admin-home/admin-home';
import { accessesToReview } from '../break-glass/review-break-glass';
import { plansToApprove } from '../emergency-plans/plan-board';
import { familiesWithConcerns } from '../home-therapy/read-home-therapy';
import { contactsToVerify } from '../hospitals/verification-round';
import { countCorrections } from '../link-consultants/record-corrections';
import { runningNotices } from '../notices/notices';
import { agreementsAsked } from '../open-access/patient-open-access';
import { overdueArrangements } from '../open-access/review-board';
import { proposedMerges } from '../patients/read-merges';
import { sideBySide } from '../platform/questions';
import { databaseNow, type Tx } from '../platform/tx';
import { remindersDue } from '../reminders/reminders';
import { swapsToAnswer } from '../rota/swap-asks';
import { requestCounts } from '../requests/request-list';

type Count = [who: (role: Role) => boolean, of: (tx: Tx) => Promise<number>];

/** Each number is counted by the list that it stands for, with the same rows of the asking person. */
const COUNTS: Readonly<Record<NavigationCount, Count>> = {
  requests: [(role) => permits(role, 'request', 'list'), async (tx) => (await requestCounts(tx)).to_do],
  plansToApprove: [(role) => permits(role, 'emergencyPlan', 'read'), plansToApprove],
  openAccessOverdue: [(role) => permits(role, 'openAccess', 'board'), overdueArrangements],
  toAgree: [(role) => permits(role, 'openAccess', 'agree'), agreementsAsked],
  merges: [(role) => permits(role, 'merge', 'read'), proposedMerges],
  corrections: [(role) => permits(role, 'correction', 'decide'), async (tx) => (await countCorrections(tx)).open],
  homeTherapy: [(role) => permits(role, 'homeTherapy', 'read'), familiesWithConcerns],
  reminders: [(role) => permits(role, 'reminder', 'read'), remindersDue],
  emergencyAccess: [(role) => permits(role, 'breakGlass', 'review'), accessesToReview],
  notices: [(role) => permits(role, 'notice', 'read'), runningNotices],
  verification: [(role) => permits(role, 'contact', 'check'), async (tx) => (await contactsToVerify(tx)).length],
  swaps: [(role) => permits(role, 'rotaSwap', 'answer'), swapsToAnswer],
  recoveries: [(role) => permits(role, 'user', 'recover'), async (tx) => (await waitingForAdmin(tx)).recoveries],
  settings: [(role) => permits(role, 'setting', 'read'), async (tx) => (await waitingForAdmin(tx)).settings],
};

export async function navigationCounts(tx: Tx, user: CurrentUser): Promise<NavigationCounts> {
  const open = Object.entries(COUNTS).filter(([, [who]]) => who(user.role));
  const counts: NavigationCounts['counts'] = await sideBySide(
    tx,
    Object.fromEntries(open.map(([name, [, of]]) => [name, of])),
  );
  return { counts, now: (await databaseNow(tx)).toISOString() };
}
