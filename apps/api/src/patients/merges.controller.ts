import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import {
  EndMerge,
  ConfirmMerge,
  ProposeMerge,
  TwoRecords,
  type MergeBoard,
  type MergeDetail,
  type MergePreview,
} from '@shared-care/contracts/merges';
import type { CurrentUser } from '@shared-care/contracts/session';
import type { z } from 'zod';
import { Access, SignedIn } from '../platform/access';
import { CONFIG, type Config } from '../platform/config';
import { Database } from '../platform/tx';
import { PathId } from '../platform/validation';
import { confirmMerge, declineMerge, proposeMerge, undoMerge } from './merge-patients';
import { mergePreview } from './merge-preview';
import { mergeBoard, mergeDetail } from './read-merges';

const id = (): ParameterDecorator => Param('id', { schema: PathId });

@Controller('merges')
export class MergesController {
  constructor(
    private readonly database: Database,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  @Access('merge', 'read')
  board(@SignedIn() user: CurrentUser): Promise<MergeBoard> {
    return this.database.runAs(user, (tx) => mergeBoard(tx, user));
  }

  @Post('preview')
  @HttpCode(200)
  @Access('merge', 'propose')
  preview(@SignedIn() user: CurrentUser, @Body({ schema: TwoRecords }) body: TwoRecords): Promise<MergePreview> {
    return this.database.runAs(user, (tx) => mergePreview(tx, user, body));
  }

  @Post()
  @Access('merge', 'propose')
  propose(@SignedIn() user: CurrentUser, @Body({ schema: ProposeMerge }) body: ProposeMerge): Promise<MergeDetail> {
    return this.database.runAs(user, (tx) => proposeMerge(tx, user, body), 'patients');
  }

  @Get(':id')
  @Access('merge', 'read')
  detail(@SignedIn() user: CurrentUser, @id() mergeId: string): Promise<MergeDetail> {
    return this.database.runAs(user, (tx) => mergeDetail(tx, user, mergeId));
  }

  @Post(':id/confirm')
  @HttpCode(200)
  @Access('merge', 'decide')
  confirm(
    @SignedIn() user: CurrentUser,
    @id() mergeId: string,
    @Body({ schema: ConfirmMerge }) body: z.output<typeof ConfirmMerge>,
  ): Promise<MergeDetail> {
    return this.database.runAs(
      user,
      (tx) => confirmMerge(tx, user, mergeId, body, { demo: this.config.demo }),
      'patients',
    );
  }

  @Post(':id/decline')
  @HttpCode(200)
  @Access('merge', 'decide')
  decline(
    @SignedIn() user: CurrentUser,
    @id() mergeId: string,
    @Body({ schema: EndMerge }) body: EndMerge,
  ): Promise<MergeDetail> {
    return this.database.runAs(user, (tx) => declineMerge(tx, user, mergeId, body), 'patients');
  }

  @Post(':id/undo')
  @HttpCode(200)
  @Access('merge', 'decide')
  undo(
    @SignedIn() user: CurrentUser,
    @id() mergeId: string,
    @Body({ schema: EndMerge }) body: EndMerge,
  ): Promise<MergeDetail> {
    return this.database.runAs(user, (tx) => undoMerge(tx, user, mergeId, body), 'patients');
  }
}
