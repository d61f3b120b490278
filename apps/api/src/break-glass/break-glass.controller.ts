import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  BreakGlass,
  ReviewBreakGlass,
  type BreakGlassAnswer,
  type BreakGlassReviews,
  type EmergencyView,
} from '@shared-care/contracts/break-glass';
import type { CurrentUser } from '@shared-care/contracts/session';
import type { z } from 'zod';
import { Access, SignedIn } from '../platform/access';
import { Database } from '../platform/tx';
import { PathId } from '../platform/validation';
import { breakGlass } from './break-glass';
import { emergencyView } from './emergency-view';
import { breakGlassReviews, reviewBreakGlass } from './review-break-glass';

@Controller('break-glass')
export class BreakGlassController {
  constructor(private readonly database: Database) {}

  /** 200 for a hit and for a miss, so that the status tells nothing either. */
  @Post()
  @HttpCode(200)
  @Access('breakGlass', 'use')
  use(
    @SignedIn() user: CurrentUser,
    @Body({ schema: BreakGlass }) body: z.output<typeof BreakGlass>,
  ): Promise<BreakGlassAnswer> {
    return this.database.runAs(user, (tx) => breakGlass(tx, user, body), 'alerts');
  }

  @Get('reviews')
  @Access('breakGlass', 'review')
  reviews(@SignedIn() user: CurrentUser): Promise<BreakGlassReviews> {
    return this.database.runAs(user, (tx) => breakGlassReviews(tx, user));
  }

  @Get(':id')
  @Access('breakGlass', 'use')
  view(@SignedIn() user: CurrentUser, @Param('id', { schema: PathId }) id: string): Promise<EmergencyView> {
    return this.database.runAs(user, (tx) => emergencyView(tx, user, id));
  }

  @Post(':id/review')
  @HttpCode(200)
  @Access('breakGlass', 'review')
  review(
    @SignedIn() user: CurrentUser,
    @Param('id', { schema: PathId }) id: string,
    @Body({ schema: ReviewBreakGlass }) body: ReviewBreakGlass,
  ): Promise<BreakGlassReviews> {
    return this.database.runAs(user, (tx) => reviewBreakGlass(tx, user, id, body), 'alerts');
  }
}
