import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { SaveAttendanceDraft, type AttendanceDraftSummary } from '@shared-care/contracts/attendances';
import type { CurrentUser } from '@shared-care/contracts/session';
import type { z } from 'zod';
import { Access, SignedIn } from '../platform/access';
import { Database } from '../platform/tx';
import { PathId } from '../platform/validation';
import { attendanceDrafts, discardAttendanceDraft, saveAttendanceDraft } from './attendance-drafts';

@Controller('attendance-drafts')
export class AttendanceDraftsController {
  constructor(private readonly database: Database) {}

  @Get()
  @Access('attendance', 'draft')
  list(@SignedIn() user: CurrentUser): Promise<AttendanceDraftSummary[]> {
    return this.database.runAs(user, (tx) => attendanceDrafts(tx, user));
  }

  @Post()
  @HttpCode(200)
  @Access('attendance', 'draft')
  save(
    @SignedIn() user: CurrentUser,
    @Body({ schema: SaveAttendanceDraft }) body: z.output<typeof SaveAttendanceDraft>,
  ): Promise<{ savedAt: string }> {
    return this.database.runAs(user, (tx) => saveAttendanceDraft(tx, user, body));
  }

  @Delete(':id')
  @HttpCode(204)
  @Access('attendance', 'draft')
  discard(@SignedIn() user: CurrentUser, @Param('id', { schema: PathId }) draftId: string): Promise<void> {
    return this.database.runAs(user, (tx) => discardAttendanceDraft(tx, user, draftId));
  }
}
