import { Controller, Header, Inject, StreamableFile } from '@nestjs/common';
import type { ContactUses } from '@shared-care/contracts/contacts/answers';
import { contactRoutes } from '@shared-care/contracts/contacts/routes';
import { letterRoutes } from '@shared-care/contracts/letters/routes';
import { Handle, type Asked } from '../platform/handle';
import type {
  BatchPreview,
  CheckedCode,
  EmergencyAdvice,
  Letter,
  LetterBatch,
  LetterBatchDetail,
  LetterInList,
  LetterPreview,
  LetterTemplate,
} from '@shared-care/contracts/letters/answers';
import type { Request } from 'express';
import { CONFIG, type Config } from '../platform/config';
import { countedNetwork } from '../platform/network';
import { SESSION_SECRET } from '../platform/session-secret';
import { Database } from '../platform/tx';
import { letterhead } from '../platform/unit-on-paper';
import { checkCode } from './check-code';
import { contactUses } from './contact-uses';
import { issueLetter } from './issue-letter';
import { askBatch, batchDetail, cancelBatch, issuedBy, letterBatches } from './letter-batches';
import { lettersPdf } from './letter-pdf';
import { approveTemplate, beginTemplate, emergencyAdvice, letterTemplates, saveTemplate } from './letter-templates';
import { previewBatch, previewLetter } from './preview-letter';
import { letterDetail, lettersOf, withdrawLetter } from './read-letter';

/** A transaction of nobody: row-level policies show it nothing. */
const NOBODY = { id: '' };

@Controller()
export class LettersController {
  constructor(
    private readonly database: Database,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(SESSION_SECRET) private readonly secret: string,
  ) {}

  @Handle(letterRoutes.check)
  check({ params: { code }, request }: Asked<typeof letterRoutes.check>): Promise<CheckedCode> {
    const network = countedNetwork(this.secret, 'letter codes', request.ip ?? '');
    return this.database.runAs(NOBODY, async (tx) => checkCode(tx, code, network, await letterhead(tx)));
  }

  @Handle(letterRoutes.advice)
  advice({ user }: Asked<typeof letterRoutes.advice>): Promise<EmergencyAdvice> {
    return this.database.runAs(user, async (tx) => emergencyAdvice(tx, user, await letterhead(tx)));
  }

  @Handle(contactRoutes.uses)
  uses({ user, params: { id: contactId }, query }: Asked<typeof contactRoutes.uses>): Promise<ContactUses> {
    return this.database.runAs(user, (tx) => contactUses(tx, user, contactId, query));
  }

  @Handle(letterRoutes.ofPatient)
  ofPatient({ user, params: { id: patientId } }: Asked<typeof letterRoutes.ofPatient>): Promise<LetterInList[]> {
    return this.database.runAs(user, (tx) => lettersOf(tx, user, patientId));
  }

  @Handle(letterRoutes.preview)
  preview({ user, body }: Asked<typeof letterRoutes.preview>): Promise<LetterPreview> {
    return this.database.runAs(user, async (tx) => previewLetter(tx, user, body, await letterhead(tx)));
  }

  @Handle(letterRoutes.issue)
  issue({ user, body, key, request }: Asked<typeof letterRoutes.issue>): Promise<Letter> {
    return this.database.runAs(user, async (tx) => {
      const asked = { ...body, idempotencyKey: key, batchId: null };
      const letterId = await issueLetter(tx, user, asked, await letterhead(tx));
      return letterDetail(tx, user, letterId, this.checkPage(request));
    });
  }

  @Handle(letterRoutes.letter)
  letter({ user, params: { id: letterId }, request }: Asked<typeof letterRoutes.letter>): Promise<Letter> {
    return this.database.runAs(user, (tx) => letterDetail(tx, user, letterId, this.checkPage(request)));
  }

  @Handle(letterRoutes.pdf)
  @Header('Content-Disposition', 'inline; filename="letter.pdf"')
  async pdf({ user, params: { id: letterId }, request }: Asked<typeof letterRoutes.pdf>): Promise<StreamableFile> {
    const letter = await this.database.runAs(user, (tx) =>
      letterDetail(tx, user, letterId, this.checkPage(request), 'export'),
    );
    return new StreamableFile(await lettersPdf([letter]), { type: 'application/pdf' });
  }

  @Handle(letterRoutes.withdraw)
  withdraw({ user, params: { id: letterId }, body, request }: Asked<typeof letterRoutes.withdraw>): Promise<Letter> {
    return this.database.runAs(user, async (tx) => {
      await withdrawLetter(tx, user, letterId, body);
      return letterDetail(tx, user, letterId, this.checkPage(request));
    });
  }

  @Handle(letterRoutes.templates)
  templates({ user }: Asked<typeof letterRoutes.templates>): Promise<LetterTemplate[]> {
    return this.database.runAs(user, (tx) => letterTemplates(tx, user));
  }

  @Handle(letterRoutes.beginTemplate)
  beginTemplate({ user, body }: Asked<typeof letterRoutes.beginTemplate>): Promise<LetterTemplate[]> {
    return this.database.runAs(user, (tx) => beginTemplate(tx, user, body));
  }

  @Handle(letterRoutes.saveTemplate)
  saveTemplate({
    user,
    params: { id: templateId },
    body,
  }: Asked<typeof letterRoutes.saveTemplate>): Promise<LetterTemplate[]> {
    return this.database.runAs(user, (tx) => saveTemplate(tx, user, templateId, body));
  }

  @Handle(letterRoutes.approveTemplate)
  approveTemplate({
    user,
    params: { id: templateId },
    body,
  }: Asked<typeof letterRoutes.approveTemplate>): Promise<LetterTemplate[]> {
    return this.database.runAs(user, (tx) => approveTemplate(tx, user, templateId, body.version));
  }

  @Handle(letterRoutes.batches)
  batches({ user }: Asked<typeof letterRoutes.batches>): Promise<LetterBatch[]> {
    return this.database.runAs(user, (tx) => letterBatches(tx));
  }

  @Handle(letterRoutes.previewBatch)
  previewBatch({ user, body }: Asked<typeof letterRoutes.previewBatch>): Promise<BatchPreview> {
    return this.database.runAs(user, async (tx) => previewBatch(tx, user, body, await letterhead(tx)));
  }

  @Handle(letterRoutes.askBatch)
  askBatch({ user, body }: Asked<typeof letterRoutes.askBatch>): Promise<LetterBatchDetail> {
    return this.database.runAs(user, (tx) => askBatch(tx, user, body));
  }

  @Handle(letterRoutes.batch)
  batch({ user, params: { id: batchId } }: Asked<typeof letterRoutes.batch>): Promise<LetterBatchDetail> {
    return this.database.runAs(user, (tx) => batchDetail(tx, user, batchId));
  }

  @Handle(letterRoutes.cancel)
  cancel({ user, params: { id: batchId } }: Asked<typeof letterRoutes.cancel>): Promise<LetterBatchDetail> {
    return this.database.runAs(user, (tx) => cancelBatch(tx, user, batchId));
  }

  @Handle(letterRoutes.batchPdf)
  @Header('Content-Disposition', 'inline; filename="letters.pdf"')
  async batchPdf({
    user,
    params: { id: batchId },
    request,
  }: Asked<typeof letterRoutes.batchPdf>): Promise<StreamableFile> {
    const letters = await this.database.runAs(user, async (tx) => {
      const found: Letter[] = [];
      for (const letterId of await issuedBy(tx, batchId))
        found.push(await letterDetail(tx, user, letterId, this.checkPage(request), 'export'));
      return found;
    });
    return new StreamableFile(await lettersPdf(letters), { type: 'application/pdf' });
  }

  /** Where the code on a letter is checked: the address that browsers reach this installation by. */
  private checkPage(request: Request): string {
    return this.config.publicUrl ?? `${request.protocol}://${request.get('host') ?? 'localhost'}`;
  }
}
