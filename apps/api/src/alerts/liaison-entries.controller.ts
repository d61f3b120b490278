import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { StrikeOutLiaisonEntry, type AlertDetail } from '@shared-care/contracts/alerts';
import type { CurrentUser } from '@shared-care/contracts/session';
import { Access, SignedIn } from '../platform/access';
import { Database } from '../platform/tx';
import { PathId } from '../platform/validation';
import { alertDetail } from './alert-detail';
import { strikeOutLiaisonEntry } from './liaison-entries';

@Controller('liaison-entries')
export class LiaisonEntriesController {
  constructor(private readonly database: Database) {}

  @Post(':id/strike-out')
  @HttpCode(200)
  @Access('alert', 'work')
  strikeOut(
    @SignedIn() user: CurrentUser,
    @Param('id', { schema: PathId }) id: string,
    @Body({ schema: StrikeOutLiaisonEntry }) body: StrikeOutLiaisonEntry,
  ): Promise<AlertDetail> {
    return this.database.runAs(
      user,
      async (tx) => alertDetail(tx, user, await strikeOutLiaisonEntry(tx, user, id, body)),
      'alerts',
    );
  }
}
