import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  DismissNotice,
  EndNotice,
  ShowNotice,
  WriteNotice,
  type NoticeList,
  type PatientNotices,
} from '@shared-care/contracts/notices';
import type { CurrentUser } from '@shared-care/contracts/session';
import type { z } from 'zod';
import { Access, SignedIn } from '../platform/access';
import { Database } from '../platform/tx';
import { PathId } from '../platform/validation';
import { noticeList, patientNotices } from './notices';
import { dismissNotice, endNotice, showNotice, writeNotice } from './write-notice';

const id = (): ParameterDecorator => Param('id', { schema: PathId });

@Controller()
export class NoticesController {
  constructor(private readonly database: Database) {}

  @Get('notices')
  @Access('notice', 'read')
  list(@SignedIn() user: CurrentUser): Promise<NoticeList> {
    return this.database.runAs(user, (tx) => noticeList(tx, user));
  }

  @Get('patients/:id/notices')
  @Access('notice', 'read')
  ofPatient(@SignedIn() user: CurrentUser, @id() patientId: string): Promise<PatientNotices> {
    return this.database.runAs(user, (tx) => patientNotices(tx, user, patientId));
  }

  @Post('patients/:id/notices')
  @HttpCode(200)
  @Access('notice', 'write')
  write(
    @SignedIn() user: CurrentUser,
    @id() patientId: string,
    @Body({ schema: WriteNotice }) body: z.output<typeof WriteNotice>,
  ): Promise<PatientNotices> {
    return this.database.runAs(user, async (tx) => {
      await writeNotice(tx, user, patientId, body);
      return patientNotices(tx, user, patientId);
    });
  }

  @Post('notices/:id/dismiss')
  @HttpCode(204)
  @Access('notice', 'write')
  async dismiss(
    @SignedIn() user: CurrentUser,
    @id() noticeId: string,
    @Body({ schema: DismissNotice }) body: z.output<typeof DismissNotice>,
  ): Promise<void> {
    await this.database.runAs(user, (tx) => dismissNotice(tx, user, noticeId, body));
  }

  @Post('notices/:id/show')
  @HttpCode(204)
  @Access('notice', 'write')
  async show(
    @SignedIn() user: CurrentUser,
    @id() noticeId: string,
    @Body({ schema: ShowNotice }) { version }: ShowNotice,
  ): Promise<void> {
    await this.database.runAs(user, (tx) => showNotice(tx, user, noticeId, version));
  }

  @Post('notices/:id/end')
  @HttpCode(204)
  @Access('notice', 'write')
  async end(
    @SignedIn() user: CurrentUser,
    @id() noticeId: string,
    @Body({ schema: EndNotice }) body: z.output<typeof EndNotice>,
  ): Promise<void> {
    await this.database.runAs(user, (tx) => endNotice(tx, user, noticeId, body));
  }
}
