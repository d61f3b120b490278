import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  BeginPlan,
  PlanReason,
  PlanVersion,
  SavePlan,
  type EmergencyCard,
  type EmergencyPlan,
  type PlanBoard,
  type PlanInHistory,
} from '@shared-care/contracts/emergency-plans';
import type { CurrentUser } from '@shared-care/contracts/session';
import type { z } from 'zod';
import { Access, SignedIn } from '../platform/access';
import { Database, type Tx } from '../platform/tx';
import { PathId } from '../platform/validation';
import { approvePlan, withdrawPlan } from './approve-plan';
import { emergencyCard } from './emergency-card';
import { planBoard } from './plan-board';
import { planDetail, planHistory } from './plan-detail';
import { beginPlan, discardPlan, returnPlan, savePlan } from './write-plan';

const id = (): ParameterDecorator => Param('id', { schema: PathId });

@Controller()
export class EmergencyPlansController {
  constructor(private readonly database: Database) {}

  @Get('patients/:id/emergency-card')
  @Access('emergencyPlan', 'read_card')
  card(@SignedIn() user: CurrentUser, @id() patientId: string): Promise<EmergencyCard> {
    return this.database.runAs(user, (tx) => emergencyCard(tx, user, patientId));
  }

  @Get('patients/:id/emergency-plans')
  @Access('emergencyPlan', 'read')
  history(@SignedIn() user: CurrentUser, @id() patientId: string): Promise<PlanInHistory[]> {
    return this.database.runAs(user, (tx) => planHistory(tx, user, patientId));
  }

  @Get('emergency-plans')
  @Access('emergencyPlan', 'read')
  board(@SignedIn() user: CurrentUser): Promise<PlanBoard> {
    return this.database.runAs(user, (tx) => planBoard(tx, user));
  }

  @Get('emergency-plans/:id')
  @Access('emergencyPlan', 'read')
  plan(@SignedIn() user: CurrentUser, @id() planId: string): Promise<EmergencyPlan> {
    return this.database.runAs(user, (tx) => planDetail(tx, user, planId));
  }

  @Post('emergency-plans')
  @HttpCode(200)
  @Access('emergencyPlan', 'write')
  begin(@SignedIn() user: CurrentUser, @Body({ schema: BeginPlan }) body: BeginPlan): Promise<EmergencyPlan> {
    return this.change(user, (tx) => beginPlan(tx, user, body));
  }

  @Post('emergency-plans/:id/text')
  @HttpCode(200)
  @Access('emergencyPlan', 'write')
  save(
    @SignedIn() user: CurrentUser,
    @id() planId: string,
    @Body({ schema: SavePlan }) body: z.output<typeof SavePlan>,
  ): Promise<EmergencyPlan> {
    return this.change(user, (tx) => savePlan(tx, user, planId, body));
  }

  @Post('emergency-plans/:id/discard')
  @HttpCode(200)
  @Access('emergencyPlan', 'write')
  discard(
    @SignedIn() user: CurrentUser,
    @id() planId: string,
    @Body({ schema: PlanVersion }) body: PlanVersion,
  ): Promise<EmergencyPlan> {
    return this.change(user, (tx) => discardPlan(tx, user, planId, body.version));
  }

  @Post('emergency-plans/:id/return')
  @HttpCode(200)
  @Access('emergencyPlan', 'approve')
  sendBack(
    @SignedIn() user: CurrentUser,
    @id() planId: string,
    @Body({ schema: PlanReason }) body: PlanReason,
  ): Promise<EmergencyPlan> {
    return this.change(user, (tx) => returnPlan(tx, user, planId, body));
  }

  @Post('emergency-plans/:id/approve')
  @HttpCode(200)
  @Access('emergencyPlan', 'approve')
  approve(
    @SignedIn() user: CurrentUser,
    @id() planId: string,
    @Body({ schema: PlanVersion }) body: PlanVersion,
  ): Promise<EmergencyPlan> {
    return this.change(user, (tx) => approvePlan(tx, user, planId, body.version));
  }

  @Post('emergency-plans/:id/withdraw')
  @HttpCode(200)
  @Access('emergencyPlan', 'approve')
  withdraw(
    @SignedIn() user: CurrentUser,
    @id() planId: string,
    @Body({ schema: PlanReason }) body: PlanReason,
  ): Promise<EmergencyPlan> {
    return this.change(user, (tx) => withdrawPlan(tx, user, planId, body));
  }

  /** Screens that show the child's card hear of it. */
  private change<T>(user: CurrentUser, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.runAs(user, work, 'patients');
  }
}
