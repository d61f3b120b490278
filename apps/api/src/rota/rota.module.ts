import { Module } from '@nestjs/common';
import { RotaController } from './rota.controller';

@Module({
  controllers: [RotaController],
})
export class RotaModule {}
