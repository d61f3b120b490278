import { Body, Controller, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import {
  CheckContact,
  ConfirmContactChange,
  OwnStaleNumber,
  ProposeContactChange,
  UndoCheck,
  WithdrawContactChange,
  type CheckedContact,
  type ContactHistoryLine,
  type ListedContact,
  type VerificationRound,
} from '@shared-care/contracts/contacts';
import type { HospitalPage, PublicContacts } from '@shared-care/contracts/hospitals';
import type { CurrentUser } from '@shared-care/contracts/session';
import type { z } from 'zod';
import { Access, Public, SignedIn } from '../platform/access';
import { Database, type Tx } from '../platform/tx';
import { PathId } from '../platform/validation';
import { checkContact, undoCheck } from './check-contact';
import { contactHistory } from './contact-history';
import { publicContacts, publicContactsPage } from './contact-sheet';
import { decideContactChange } from './decide-contact-change';
import { hospitalPage } from './hospital-page';
import { ownStaleNumber } from './own-stale-number';
import { proposeContactChange } from './propose-contact-change';
import { verificationRound } from './verification-round';

const id = (): ParameterDecorator => Param('id', { schema: PathId });

/** A transaction of nobody: row-level policies show it nothing. */
const NOBODY = { id: '' };

@Controller()
export class ContactsController {
  constructor(private readonly database: Database) {}

  @Get('contacts/to-verify')
  @Access('contact', 'check')
  toVerify(@SignedIn() user: CurrentUser): Promise<VerificationRound> {
    return this.database.runAs(user, (tx) => verificationRound(tx));
  }

  @Get('contacts/:id/history')
  @Access('hospital', 'read')
  history(@SignedIn() user: CurrentUser, @id() contactId: string): Promise<ContactHistoryLine[]> {
    return this.database.runAs(user, (tx) => contactHistory(tx, contactId));
  }

  @Post('contacts/:id/checks')
  @HttpCode(200)
  @Access('contact', 'check')
  check(
    @SignedIn() user: CurrentUser,
    @id() contactId: string,
    @Body({ schema: CheckContact }) body: CheckContact,
  ): Promise<CheckedContact> {
    return this.database.runAs(user, (tx) => checkContact(tx, user, contactId, body), 'hospitals');
  }

  @Post('contacts/:id/owner')
  @HttpCode(200)
  @Access('contact', 'check')
  owner(
    @SignedIn() user: CurrentUser,
    @id() contactId: string,
    @Body({ schema: OwnStaleNumber }) body: OwnStaleNumber,
  ): Promise<ListedContact> {
    return this.database.runAs(user, (tx) => ownStaleNumber(tx, user, contactId, body), 'hospitals');
  }

  @Post('contact-checks/:id/undo')
  @HttpCode(200)
  @Access('contact', 'check')
  undo(
    @SignedIn() user: CurrentUser,
    @id() checkId: string,
    @Body({ schema: UndoCheck }) { version }: UndoCheck,
  ): Promise<CheckedContact> {
    return this.database.runAs(user, (tx) => undoCheck(tx, user, checkId, version), 'hospitals');
  }

  @Post('contacts/:id/changes')
  @HttpCode(200)
  @Access('contact', 'propose')
  propose(
    @SignedIn() user: CurrentUser,
    @id() contactId: string,
    @Body({ schema: ProposeContactChange }) body: z.output<typeof ProposeContactChange>,
  ): Promise<HospitalPage> {
    return this.change(user, (tx) => proposeContactChange(tx, user, contactId, body));
  }

  @Post('contact-changes/:id/confirm')
  @HttpCode(200)
  @Access('contact', 'confirm')
  confirm(
    @SignedIn() user: CurrentUser,
    @id() changeId: string,
    @Body({ schema: ConfirmContactChange }) { version, spokeTo }: ConfirmContactChange,
  ): Promise<HospitalPage> {
    return this.change(user, (tx) =>
      decideContactChange(tx, user, changeId, { version, confirm: true, words: spokeTo }),
    );
  }

  @Post('contact-changes/:id/withdraw')
  @HttpCode(200)
  @Access('contact', 'propose')
  withdraw(
    @SignedIn() user: CurrentUser,
    @id() changeId: string,
    @Body({ schema: WithdrawContactChange }) { version, reason }: WithdrawContactChange,
  ): Promise<HospitalPage> {
    return this.change(user, (tx) =>
      decideContactChange(tx, user, changeId, { version, confirm: false, words: reason }),
    );
  }

  @Get('public/contacts')
  @Public('published by the unit: numbers of departments, no person')
  publicList(): Promise<PublicContacts> {
    return this.database.runAs(NOBODY, (tx) => publicContacts(tx));
  }

  @Get('public/contacts/page')
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Public('the same list, to put into a page of the unit')
  async publicPage(): Promise<string> {
    return publicContactsPage(await this.publicList());
  }

  /** Changes, then answers with the hospital as it now is. */
  private change(user: CurrentUser, verb: (tx: Tx) => Promise<string>): Promise<HospitalPage> {
    return this.database.runAs(user, async (tx) => hospitalPage(tx, await verb(tx)), 'hospitals');
  }
}
