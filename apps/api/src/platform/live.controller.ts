import { Controller, Req, Sse, type MessageEvent } from '@nestjs/common';
import type { Request } from 'express';
import { map, type Observable } from 'rxjs';
import { Access } from './access';
import { Live } from './live';
import { NotSignedIn } from './problems';
import { storedSid } from './stored-sid';

@Controller('live')
export class LiveController {
  constructor(private readonly live: Live) {}

  @Sse()
  @Access('live', 'listen')
  listen(@Req() request: Request): Observable<MessageEvent> {
    if (!request.user) throw new NotSignedIn();
    return this.live.open(request.user.id, storedSid(request.sessionID)).pipe(map((data) => ({ data })));
  }
}
