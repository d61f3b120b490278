import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  AddLink,
  ChangeLinkConsultant,
  ConfirmLink,
  EndLink,
  MoveHospital,
  type SharedCare,
} from '@shared-care/contracts/shared-care-links';
import type { CurrentUser } from '@shared-care/contracts/session';
import type { z } from 'zod';
import { Access, SignedIn } from '../platform/access';
import { Database, type Tx } from '../platform/tx';
import { PathId } from '../platform/validation';
import {
  addSharedCareLink,
  changeLinkConsultant,
  confirmSharedCareLink,
  endSharedCareLink,
  moveHospital,
} from './change-links';
import { patientOfLink } from './link-rows';
import { sharedCare } from './shared-care';

const id = (): ParameterDecorator => Param('id', { schema: PathId });

@Controller()
export class SharedCareLinksController {
  constructor(private readonly database: Database) {}

  @Get('patients/:id/shared-care')
  @Access('sharedCareLink', 'read')
  read(@SignedIn() user: CurrentUser, @id() patientId: string): Promise<SharedCare> {
    return this.database.runAs(user, (tx) => sharedCare(tx, user, patientId));
  }

  @Post('patients/:id/links')
  @Access('sharedCareLink', 'change')
  add(
    @SignedIn() user: CurrentUser,
    @id() patientId: string,
    @Body({ schema: AddLink }) body: z.output<typeof AddLink>,
  ): Promise<SharedCare> {
    return this.change(user, async (tx) => {
      await addSharedCareLink(tx, user, patientId, body);
      return patientId;
    });
  }

  @Post('patients/:id/move')
  @HttpCode(200)
  @Access('sharedCareLink', 'change')
  move(
    @SignedIn() user: CurrentUser,
    @id() patientId: string,
    @Body({ schema: MoveHospital }) body: z.output<typeof MoveHospital>,
  ): Promise<SharedCare> {
    return this.change(user, async (tx) => {
      await moveHospital(tx, user, patientId, body);
      return patientId;
    });
  }

  @Post('links/:id/end')
  @HttpCode(200)
  @Access('sharedCareLink', 'change')
  end(
    @SignedIn() user: CurrentUser,
    @id() linkId: string,
    @Body({ schema: EndLink }) body: z.output<typeof EndLink>,
  ): Promise<SharedCare> {
    return this.ofLink(user, linkId, (tx) => endSharedCareLink(tx, user, linkId, body));
  }

  @Post('links/:id/consultant')
  @HttpCode(200)
  @Access('sharedCareLink', 'change')
  consultant(
    @SignedIn() user: CurrentUser,
    @id() linkId: string,
    @Body({ schema: ChangeLinkConsultant }) body: z.output<typeof ChangeLinkConsultant>,
  ): Promise<SharedCare> {
    return this.ofLink(user, linkId, (tx) => changeLinkConsultant(tx, user, linkId, body));
  }

  @Post('links/:id/confirm')
  @HttpCode(200)
  @Access('sharedCareLink', 'change')
  confirm(
    @SignedIn() user: CurrentUser,
    @id() linkId: string,
    @Body({ schema: ConfirmLink }) body: ConfirmLink,
  ): Promise<SharedCare> {
    return this.ofLink(user, linkId, (tx) => confirmSharedCareLink(tx, user, linkId, body));
  }

  private ofLink(user: CurrentUser, linkId: string, verb: (tx: Tx) => Promise<void>): Promise<SharedCare> {
    return this.change(user, async (tx) => {
      await verb(tx);
      return patientOfLink(tx, linkId);
    });
  }

  /** Changes, then answers with the links as they now are. */
  private change(user: CurrentUser, verb: (tx: Tx) => Promise<string>): Promise<SharedCare> {
    return this.database.runAs(user, async (tx) => sharedCare(tx, user, await verb(tx)), 'patients');
  }
}
