import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('worker_cycles')
export class WorkerCycle {
  @PrimaryColumn('text') name!: string;
  @Column('timestamptz') at!: Date;
}

/** A database that answers reads may still refuse writes: full disk, standby. */
@Entity('write_probe')
export class WriteProbe {
  @PrimaryColumn('boolean', { default: true }) onlyRow!: boolean;
  @Column('timestamptz', { default: () => 'now()' }) at!: Date;
}
