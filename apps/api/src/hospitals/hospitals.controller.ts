import { Controller } from '@nestjs/common';
import { hospitalRoutes } from '@shared-care/contracts/hospitals/routes';
import { Handle, type Asked } from '../platform/handle';
import type {
  ClosureReview,
  ContactSheet,
  HospitalDirectory,
  HospitalNetwork,
  HospitalPage,
  FoundHospitals,
  PrintPack,
  PublishedHospitals,
} from '@shared-care/contracts/hospitals/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { Database, type Tx } from '../platform/tx';
import { decideClosure } from './closure-reviews';
import { contactSheet, printPack } from './contact-sheet';
import { hospitalDirectory } from './hospital-directory';
import { hospitalNetwork, publishedHospitals, setNetworkRole } from './hospital-network';
import { hospitalPage } from './hospital-page';
import { addUnit, endCapability, recordCapability } from './hospital-profile';
import { findHospitals } from './hospitals';
import { proposeContact } from './propose-contact-change';

@Controller()
export class HospitalsController {
  constructor(private readonly database: Database) {}

  @Handle(hospitalRoutes.find)
  find({ user, query }: Asked<typeof hospitalRoutes.find>): Promise<FoundHospitals> {
    return this.database.runAs(user, (tx) => findHospitals(tx, query.search));
  }

  @Handle(hospitalRoutes.directory)
  directory({ user }: Asked<typeof hospitalRoutes.directory>): Promise<HospitalDirectory> {
    return this.database.runAs(user, (tx) => hospitalDirectory(tx));
  }

  @Handle(hospitalRoutes.published)
  published({ user, query }: Asked<typeof hospitalRoutes.published>): Promise<PublishedHospitals> {
    return this.database.runAs(user, (tx) => publishedHospitals(tx, query.search));
  }

  @Handle(hospitalRoutes.contactSheet)
  contactSheet({ user }: Asked<typeof hospitalRoutes.contactSheet>): Promise<ContactSheet> {
    return this.database.runAs(user, (tx) => contactSheet(tx, user));
  }

  @Handle(hospitalRoutes.page)
  page({ user, params: { id: hospitalId } }: Asked<typeof hospitalRoutes.page>): Promise<HospitalPage> {
    return this.database.runAs(user, (tx) => hospitalPage(tx, hospitalId));
  }

  @Handle(hospitalRoutes.pack)
  pack({ user, params: { id: hospitalId } }: Asked<typeof hospitalRoutes.pack>): Promise<PrintPack> {
    return this.database.runAs(user, (tx) => printPack(tx, user, hospitalId));
  }

  @Handle(hospitalRoutes.network)
  network({ user, params: { id: hospitalId } }: Asked<typeof hospitalRoutes.network>): Promise<HospitalNetwork> {
    return this.database.runAs(user, (tx) => hospitalNetwork(tx, hospitalId));
  }

  @Handle(hospitalRoutes.setNetworkRole)
  setNetworkRole({
    user,
    params: { id: hospitalId },
    body,
  }: Asked<typeof hospitalRoutes.setNetworkRole>): Promise<HospitalPage> {
    return this.change(user, hospitalId, (tx) => setNetworkRole(tx, user, hospitalId, body));
  }

  @Handle(hospitalRoutes.addUnit)
  addUnit({ user, params: { id: hospitalId }, body }: Asked<typeof hospitalRoutes.addUnit>): Promise<HospitalPage> {
    return this.change(user, hospitalId, (tx) => addUnit(tx, user, hospitalId, body));
  }

  @Handle(hospitalRoutes.recordCapability)
  recordCapability({
    user,
    params: { id: hospitalId },
    body,
  }: Asked<typeof hospitalRoutes.recordCapability>): Promise<HospitalPage> {
    return this.change(user, hospitalId, (tx) => recordCapability(tx, user, hospitalId, body));
  }

  @Handle(hospitalRoutes.endCapability)
  endCapability({
    user,
    params: { id: capabilityId },
    body: { reason },
  }: Asked<typeof hospitalRoutes.endCapability>): Promise<HospitalPage> {
    return this.database.runAs(
      user,
      async (tx) => hospitalPage(tx, await endCapability(tx, user, capabilityId, reason)),
      'hospitals',
    );
  }

  @Handle(hospitalRoutes.proposeContact)
  proposeContact({
    user,
    params: { id: hospitalId },
    body,
  }: Asked<typeof hospitalRoutes.proposeContact>): Promise<HospitalPage> {
    return this.change(user, hospitalId, (tx) => proposeContact(tx, user, hospitalId, body));
  }

  @Handle(hospitalRoutes.decideClosure)
  decideClosure({
    user,
    params: { id: reviewId },
    body,
  }: Asked<typeof hospitalRoutes.decideClosure>): Promise<ClosureReview> {
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
