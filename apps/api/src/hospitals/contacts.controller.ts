import { Controller } from '@nestjs/common';
import { contactRoutes } from '@shared-care/contracts/contacts/routes';
import { Handle, type Asked } from '../platform/handle';
import type {
  CheckedContact,
  ContactHistoryLine,
  ListedContact,
  VerificationRound,
} from '@shared-care/contracts/contacts/answers';
import type { HospitalPage, PublicContacts } from '@shared-care/contracts/hospitals/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { Database, type Tx } from '../platform/tx';
import { checkContact, undoCheck } from './check-contact';
import { contactHistory } from './contact-history';
import { publicContacts, publicContactsPage } from './contact-sheet';
import { decideContactChange } from './decide-contact-change';
import { hospitalPage } from './hospital-page';
import { ownStaleNumber } from './own-stale-number';
import { proposeContactChange } from './propose-contact-change';
import { verificationRound } from './verification-round';

/** A transaction of nobody: row-level policies show it nothing. */
const NOBODY = { id: '' };

@Controller()
export class ContactsController {
  constructor(private readonly database: Database) {}

  @Handle(contactRoutes.toVerify)
  toVerify({ user }: Asked<typeof contactRoutes.toVerify>): Promise<VerificationRound> {
    return this.database.runAs(user, (tx) => verificationRound(tx));
  }

  @Handle(contactRoutes.history)
  history({ user, params: { id: contactId } }: Asked<typeof contactRoutes.history>): Promise<ContactHistoryLine[]> {
    return this.database.runAs(user, (tx) => contactHistory(tx, contactId));
  }

  @Handle(contactRoutes.check)
  check({ user, params: { id: contactId }, body }: Asked<typeof contactRoutes.check>): Promise<CheckedContact> {
    return this.database.runAs(user, (tx) => checkContact(tx, user, contactId, body), 'hospitals');
  }

  @Handle(contactRoutes.owner)
  owner({ user, params: { id: contactId }, body }: Asked<typeof contactRoutes.owner>): Promise<ListedContact> {
    return this.database.runAs(user, (tx) => ownStaleNumber(tx, user, contactId, body), 'hospitals');
  }

  @Handle(contactRoutes.undo)
  undo({
    user,
    params: { id: checkId },
    body: { version },
  }: Asked<typeof contactRoutes.undo>): Promise<CheckedContact> {
    return this.database.runAs(user, (tx) => undoCheck(tx, user, checkId, version), 'hospitals');
  }

  @Handle(contactRoutes.propose)
  propose({ user, params: { id: contactId }, body }: Asked<typeof contactRoutes.propose>): Promise<HospitalPage> {
    return this.change(user, (tx) => proposeContactChange(tx, user, contactId, body));
  }

  @Handle(contactRoutes.confirm)
  confirm({
    user,
    params: { id: changeId },
    body: { version, spokeTo },
  }: Asked<typeof contactRoutes.confirm>): Promise<HospitalPage> {
    return this.change(user, (tx) =>
      decideContactChange(tx, user, changeId, { version, confirm: true, words: spokeTo }),
    );
  }

  @Handle(contactRoutes.withdraw)
  withdraw({
    user,
    params: { id: changeId },
    body: { version, reason },
  }: Asked<typeof contactRoutes.withdraw>): Promise<HospitalPage> {
    return this.change(user, (tx) =>
      decideContactChange(tx, user, changeId, { version, confirm: false, words: reason }),
    );
  }

  @Handle(contactRoutes.publicList)
  publicList(): Promise<PublicContacts> {
    return this.database.runAs(NOBODY, (tx) => publicContacts(tx));
  }

  @Handle(contactRoutes.publicPage)
  async publicPage(): Promise<string> {
    return publicContactsPage(await this.publicList());
  }

  /** Changes, then answers with the hospital as it now is. */
  private change(user: CurrentUser, verb: (tx: Tx) => Promise<string>): Promise<HospitalPage> {
    return this.database.runAs(user, async (tx) => hospitalPage(tx, await verb(tx)), 'hospitals');
  }
}
