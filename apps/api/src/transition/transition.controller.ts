import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import type { CurrentUser } from '@shared-care/contracts/session';
import {
  AnswerTransitionItem,
  ChangeTransition,
  type TransitionDetail,
  type TransitionList,
} from '@shared-care/contracts/transition';
import type { z } from 'zod';
import { Access, SignedIn } from '../platform/access';
import { Database, type Tx } from '../platform/tx';
import { PathId } from '../platform/validation';
import { answerTransitionItem, changeTransition } from './change-transition';
import { transitionDetail, transitionList } from './read-transitions';

const id = (): ParameterDecorator => Param('id', { schema: PathId });

@Controller()
export class TransitionController {
  constructor(private readonly database: Database) {}

  @Get('transitions')
  @Access('transition', 'read')
  list(@SignedIn() user: CurrentUser): Promise<TransitionList> {
    return this.database.runAs(user, (tx) => transitionList(tx, user));
  }

  @Get('patients/:id/transition')
  @Access('transition', 'read')
  detail(@SignedIn() user: CurrentUser, @id() patientId: string): Promise<TransitionDetail> {
    return this.database.runAs(user, (tx) => transitionDetail(tx, user, patientId));
  }

  @Post('patients/:id/transition')
  @HttpCode(200)
  @Access('transition', 'change')
  change(
    @SignedIn() user: CurrentUser,
    @id() patientId: string,
    @Body({ schema: ChangeTransition }) body: z.output<typeof ChangeTransition>,
  ): Promise<TransitionDetail> {
    return this.answer(user, patientId, (tx) => changeTransition(tx, user, patientId, body));
  }

  @Post('patients/:id/transition/answers')
  @HttpCode(200)
  @Access('transition', 'change')
  answerItem(
    @SignedIn() user: CurrentUser,
    @id() patientId: string,
    @Body({ schema: AnswerTransitionItem }) body: z.output<typeof AnswerTransitionItem>,
  ): Promise<TransitionDetail> {
    return this.answer(user, patientId, (tx) => answerTransitionItem(tx, user, patientId, body));
  }

  /** Changes, then answers with the plan as it now is. */
  private answer(user: CurrentUser, patientId: string, verb: (tx: Tx) => Promise<void>): Promise<TransitionDetail> {
    return this.database.runAs(
      user,
      async (tx) => {
        await verb(tx);
        return transitionDetail(tx, user, patientId);
      },
      'patients',
    );
  }
}
