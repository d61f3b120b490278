import { Module } from '@nestjs/common';
import { AccountMailWorker } from './account-mail.worker';
import { RecoveriesController } from './recoveries.controller';
import { UsersController } from './users.controller';
import { SignInModule } from '../sign-in/sign-in.module';

@Module({
  imports: [SignInModule],
  controllers: [RecoveriesController, UsersController],
  providers: [AccountMailWorker],
})
export class UsersModule {}
