import { Controller, Get, Res } from '@nestjs/common';
import type { Heartbeat, Readiness } from '@shared-care/contracts/health';
import type { Response } from 'express';
import { Public } from './access';
import { Health } from './health';

@Controller('health')
export class HealthController {
  constructor(private readonly health: Health) {}

  @Get('live')
  @Public('asked by the process supervisor')
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  @Get('ready')
  @Public('asked by the load balancer')
  async ready(@Res({ passthrough: true }) response: Response): Promise<Readiness> {
    const readiness = await this.health.readiness();
    if (readiness.status !== 'ready') response.status(503).setHeader('Retry-After', '5');
    return readiness;
  }

  @Get('heartbeat')
  @Public('asked by a watcher outside, who telephones when it stays silent')
  async heartbeat(@Res({ passthrough: true }) response: Response): Promise<Heartbeat> {
    const heartbeat = await this.health.heartbeat();
    if (heartbeat.status !== 'beating') response.status(503);
    return heartbeat;
  }
}
