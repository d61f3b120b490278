import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ProposeContact } from '@shared-care/contracts/contacts';
import {
  AddUnit,
  DecideClosure,
  EndCapability,
  HospitalSearch,
  RecordCapability,
  SetNetworkRole,
  type ClosureReview,
  type ContactSheet,
  type HospitalDirectory,
  type HospitalNetwork,
  type HospitalPage,
  type FoundHospitals,
  type PrintPack,
  type PublishedHospitals,
} from '@shared-care/contracts/hospitals';
import type { CurrentUser } from '@shared-care/contracts/session';
import type { z } from 'zod';
import { Access, SignedIn } from '../platform/access';
import { Database, type Tx } from '../platform/tx';
import { PathId } from '../platform/validation';
import { decideClosure } from './closure-reviews';
import { contactSheet, printPack } from './contact-sheet';
import { hospitalDirectory } from './hospital-directory';
import { hospitalNetwork, publishedHospitals, setNetworkRole } from './hospital-network';
import { hospitalPage } from './hospital-page';
import { addUnit, endCapability, recordCapability } from './hospital-profile';
import { findHospitals } from './hospitals';
import { proposeContact } from './propose-contact-change';

const id = (): ParameterDecorator => Param('id', { schema: PathId });

@Controller()
export class HospitalsController {
  constructor(private readonly database: Database) {}

  @Get('hospitals')
  @Access('hospital', 'read')
  find(
    @SignedIn() user: CurrentUser,
    @Query({ schema: HospitalSearch }) query: HospitalSearch,
  ): Promise<FoundHospitals> {
    return this.database.runAs(user, (tx) => findHospitals(tx, query.search));
  }

  @Get('hospitals/directory')
  @Access('hospital', 'read')
  directory(@SignedIn() user: CurrentUser): Promise<HospitalDirectory> {
    return this.database.runAs(user, (tx) => hospitalDirectory(tx));
  }

  @Get('hospitals/published')
  @Access('hospital', 'read')
  published(
    @SignedIn() user: CurrentUser,
    @Query({ schema: HospitalSearch }) query: HospitalSearch,
  ): Promise<PublishedHospitals> {
    return this.database.runAs(user, (tx) => publishedHospitals(tx, query.search));
  }

  @Get('hospitals/contact-sheet')
  @Access('hospital', 'read')
  contactSheet(@SignedIn() user: CurrentUser): Promise<ContactSheet> {
    return this.database.runAs(user, (tx) => contactSheet(tx, user));
  }

  @Get('hospitals/:id')
  @Access('hospital', 'read')
  page(@SignedIn() user: CurrentUser, @id() hospitalId: string): Promise<HospitalPage> {
    return this.database.runAs(user, (tx) => hospitalPage(tx, hospitalId));
  }

  @Get('hospitals/:id/pack')
  @Access('hospital', 'read')
  pack(@SignedIn() user: CurrentUser, @id() hospitalId: string): Promise<PrintPack> {
    return this.database.runAs(user, (tx) => printPack(tx, user, hospitalId));
  }

  @Get('hospitals/:id/network')
  @Access('hospital', 'manage')
  network(@SignedIn() user: CurrentUser, @id() hospitalId: string): Promise<HospitalNetwork> {
    return this.database.runAs(user, (tx) => hospitalNetwork(tx, hospitalId));
  }

  @Post('hospitals/:id/network')
  @HttpCode(200)
  @Access('hospital', 'manage')
  setNetworkRole(
    @SignedIn() user: CurrentUser,
    @id() hospitalId: string,
    @Body({ schema: SetNetworkRole }) body: z.output<typeof SetNetworkRole>,
  ): Promise<HospitalPage> {
    return this.change(user, hospitalId, (tx) => setNetworkRole(tx, user, hospitalId, body));
  }

  @Post('hospitals/:id/units')
  @HttpCode(200)
  @Access('hospital', 'manage')
  addUnit(
    @SignedIn() user: CurrentUser,
    @id() hospitalId: string,
    @Body({ schema: AddUnit }) body: AddUnit,
  ): Promise<HospitalPage> {
    return this.change(user, hospitalId, (tx) => addUnit(tx, user, hospitalId, body));
  }

  @Post('hospitals/:id/capabilities')
  @HttpCode(200)
  @Access('hospital', 'describe')
  recordCapability(
    @SignedIn() user: CurrentUser,
    @id() hospitalId: string,
    @Body({ schema: RecordCapability }) body: z.output<typeof RecordCapability>,
  ): Promise<HospitalPage> {
    return this.change(user, hospitalId, (tx) => recordCapability(tx, user, hospitalId, body));
  }

  @Post('capabilities/:id/end')
  @HttpCode(200)
  @Access('hospital', 'describe')
  endCapability(
    @SignedIn() user: CurrentUser,
    @id() capabilityId: string,
    @Body({ schema: EndCapability }) { reason }: EndCapability,
  ): Promise<HospitalPage> {
    return this.database.runAs(
      user,
      async (tx) => hospitalPage(tx, await endCapability(tx, user, capabilityId, reason)),
      'hospitals',
    );
  }

  @Post('hospitals/:id/contacts')
  @HttpCode(200)
  @Access('contact', 'propose')
  proposeContact(
    @SignedIn() user: CurrentUser,
    @id() hospitalId: string,
    @Body({ schema: ProposeContact }) body: z.output<typeof ProposeContact>,
  ): Promise<HospitalPage> {
    return this.change(user, hospitalId, (tx) => proposeContact(tx, user, hospitalId, body));
  }

  @Post('closure-reviews/:id/decide')
  @HttpCode(200)
  @Access('hospital', 'manage')
  decideClosure(
    @SignedIn() user: CurrentUser,
    @id() reviewId: string,
    @Body({ schema: DecideClosure }) body: DecideClosure,
  ): Promise<ClosureReview> {
    return this.database.runAs(user, (tx) => decideClosure(tx, user, reviewId, body), 'hospitals');
  }

  /** Changes, then answers with the hospital as it now is. */
  private change(user: CurrentUser, hospitalId: string, verb: (tx: Tx) => Promise<void>): Promise<HospitalPage> {
    return this.database.runAs(
      user,
      async (tx) => {
        await verb(tx);
        return hospitalPage(tx, hospitalId);
      },
      'hospitals',
    );
  }
}
