import { DefaultNamingStrategy, type NamingStrategyInterface } from 'typeorm';

/** `firstTreatmentAt` in code is `first_treatment_at` in the table; nothing else is renamed. */
export class SnakeNaming extends DefaultNamingStrategy implements NamingStrategyInterface {
  override columnName(propertyName: string, customName: string | undefined): string {
    return customName ?? propertyName.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  }
}
