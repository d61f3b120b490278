import { Controller, Get, Inject } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Public } from './access';
import { APP_DATABASE } from './app-database';

@Controller('health')
export class HealthController {
  constructor(@Inject(APP_DATABASE) private readonly app: DataSource) {}

  @Get('live')
  @Public('asked by the process supervisor')
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  @Get('ready')
  @Public('asked by the load balancer')
  async ready(): Promise<{ status: 'ready'; now: string }> {
    const [row] = await this.app.query<{ now: Date }[]>('SELECT sec.now() AS now');
    return { status: 'ready', now: row!.now.toISOString() };
  }
}
