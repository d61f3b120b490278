import {
  Body,
  Controller,
  Get,
  Header,
  Headers,
  HttpCode,
  Inject,
  Param,
  Post,
  Req,
  StreamableFile,
} from '@nestjs/common';
import {
  AskBatch,
  BeginTemplate,
  CancelBatch,
  IssueLetter,
  SaveTemplate,
  TemplateVersion,
  WithdrawLetter,
  type CheckedCode,
  type EmergencyAdvice,
  type Letter,
  type LetterBatch,
  type LetterBatchDetail,
  type LetterInList,
  type LetterTemplate,
} from '@shared-care/contracts/letters';
import { IDEMPOTENCY_HEADER } from '@shared-care/contracts/routes';
import type { CurrentUser } from '@shared-care/contracts/session';
import type { Request } from 'express';
import { z } from 'zod';
import { Access, Public, SignedIn } from '../platform/access';
import { CONFIG, type Config } from '../platform/config';
import { InvalidInput } from '../platform/problems';
import { Database } from '../platform/tx';
import { unitName } from '../platform/unit-on-paper';
import { PathId } from '../platform/validation';
import { checkCode } from './check-code';
import { issueLetter } from './issue-letter';
import { askBatch, batchDetail, cancelBatch, issuedBy, letterBatches } from './letter-batches';
import { lettersPdf } from './letter-pdf';
import { approveTemplate, beginTemplate, emergencyAdvice, letterTemplates, saveTemplate } from './letter-templates';
import { letterDetail, lettersOf, withdrawLetter } from './read-letter';

const id = (): ParameterDecorator => Param('id', { schema: PathId });
/** Long enough for every way a code is written. */
const TypedCode = z.string().max(40);

/** A transaction of nobody: row-level policies show it nothing. */
const NOBODY = { id: '' };

@Controller()
export class LettersController {
  constructor(
    private readonly database: Database,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('letters/check/:code')
  @Public('whoever holds the paper may ask whether it is still current; the answer names nobody')
  check(@Param('code', { schema: TypedCode }) code: string, @Req() request: Request): Promise<CheckedCode> {
    return this.database.runAs(NOBODY, async (tx) =>
      checkCode(tx, code, request.ip ?? '', { unitName: await unitName(tx) }),
    );
  }

  @Get('emergency-advice')
  @Access('emergencyAdvice', 'read')
  advice(@SignedIn() user: CurrentUser): Promise<EmergencyAdvice> {
    return this.database.runAs(user, async (tx) => emergencyAdvice(tx, user, { unitName: await unitName(tx) }));
  }

  @Get('patients/:id/letters')
  @Access('letter', 'read')
  ofPatient(@SignedIn() user: CurrentUser, @id() patientId: string): Promise<LetterInList[]> {
    return this.database.runAs(user, (tx) => lettersOf(tx, user, patientId));
  }

  @Post('letters')
  @Access('letter', 'issue')
  issue(
    @SignedIn() user: CurrentUser,
    @Body({ schema: IssueLetter }) body: z.output<typeof IssueLetter>,
    @Headers(IDEMPOTENCY_HEADER) key: string | undefined,
    @Req() request: Request,
  ): Promise<Letter> {
    const checked = PathId.safeParse(key);
    if (!checked.success)
      throw new InvalidInput([
        { field: IDEMPOTENCY_HEADER, message: 'Send a UUID made for this letter, the same on every retry.' },
      ]);
    return this.database.runAs(user, async (tx) => {
      const asked = { ...body, idempotencyKey: checked.data, batchId: null };
      const letterId = await issueLetter(tx, user, asked, { unitName: await unitName(tx) });
      return letterDetail(tx, user, letterId, this.checkPage(request));
    });
  }

  @Get('letters/:id')
  @Access('letter', 'read')
  letter(@SignedIn() user: CurrentUser, @id() letterId: string, @Req() request: Request): Promise<Letter> {
    return this.database.runAs(user, (tx) => letterDetail(tx, user, letterId, this.checkPage(request)));
  }

  @Get('letters/:id/pdf')
  @Access('letter', 'read')
  @Header('Content-Disposition', 'inline; filename="letter.pdf"')
  async pdf(@SignedIn() user: CurrentUser, @id() letterId: string, @Req() request: Request): Promise<StreamableFile> {
    const letter = await this.database.runAs(user, (tx) =>
      letterDetail(tx, user, letterId, this.checkPage(request), 'export'),
    );
    return new StreamableFile(await lettersPdf([letter]), { type: 'application/pdf' });
  }

  @Post('letters/:id/withdraw')
  @HttpCode(200)
  @Access('letter', 'issue')
  withdraw(
    @SignedIn() user: CurrentUser,
    @id() letterId: string,
    @Body({ schema: WithdrawLetter }) body: WithdrawLetter,
    @Req() request: Request,
  ): Promise<Letter> {
    return this.database.runAs(user, async (tx) => {
      await withdrawLetter(tx, user, letterId, body);
      return letterDetail(tx, user, letterId, this.checkPage(request));
    });
  }

  @Get('letter-templates')
  @Access('letter', 'read')
  templates(@SignedIn() user: CurrentUser): Promise<LetterTemplate[]> {
    return this.database.runAs(user, (tx) => letterTemplates(tx, user));
  }

  @Post('letter-templates')
  @HttpCode(200)
  @Access('letter', 'write_template')
  beginTemplate(
    @SignedIn() user: CurrentUser,
    @Body({ schema: BeginTemplate }) body: BeginTemplate,
  ): Promise<LetterTemplate[]> {
    return this.database.runAs(user, (tx) => beginTemplate(tx, user, body));
  }

  @Post('letter-templates/:id/text')
  @HttpCode(200)
  @Access('letter', 'write_template')
  saveTemplate(
    @SignedIn() user: CurrentUser,
    @id() templateId: string,
    @Body({ schema: SaveTemplate }) body: SaveTemplate,
  ): Promise<LetterTemplate[]> {
    return this.database.runAs(user, (tx) => saveTemplate(tx, user, templateId, body));
  }

  @Post('letter-templates/:id/approve')
  @HttpCode(200)
  @Access('letter', 'approve_template')
  approveTemplate(
    @SignedIn() user: CurrentUser,
    @id() templateId: string,
    @Body({ schema: TemplateVersion }) body: TemplateVersion,
  ): Promise<LetterTemplate[]> {
    return this.database.runAs(user, (tx) => approveTemplate(tx, user, templateId, body.version));
  }

  @Get('letter-batches')
  @Access('letter', 'read')
  batches(@SignedIn() user: CurrentUser): Promise<LetterBatch[]> {
    return this.database.runAs(user, (tx) => letterBatches(tx));
  }

  @Post('letter-batches')
  @Access('letter', 'issue')
  askBatch(
    @SignedIn() user: CurrentUser,
    @Body({ schema: AskBatch }) body: z.output<typeof AskBatch>,
  ): Promise<LetterBatchDetail> {
    return this.database.runAs(user, (tx) => askBatch(tx, user, body));
  }

  @Get('letter-batches/:id')
  @Access('letter', 'read')
  batch(@SignedIn() user: CurrentUser, @id() batchId: string): Promise<LetterBatchDetail> {
    return this.database.runAs(user, (tx) => batchDetail(tx, user, batchId));
  }

  @Post('letter-batches/:id/cancel')
  @HttpCode(200)
  @Access('letter', 'issue')
  cancel(
    @SignedIn() user: CurrentUser,
    @id() batchId: string,
    @Body({ schema: CancelBatch }) _body: CancelBatch,
  ): Promise<LetterBatchDetail> {
    return this.database.runAs(user, (tx) => cancelBatch(tx, user, batchId));
  }

  @Get('letter-batches/:id/pdf')
  @Access('letter', 'read')
  @Header('Content-Disposition', 'inline; filename="letters.pdf"')
  async batchPdf(
    @SignedIn() user: CurrentUser,
    @id() batchId: string,
    @Req() request: Request,
  ): Promise<StreamableFile> {
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
