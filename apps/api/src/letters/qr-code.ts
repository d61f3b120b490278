import type { QrCode } from '@shared-care/contracts/letters/answers';
import QRCode from 'qrcode';

/** Light modules around the code, as its standard asks: a reader finds no edge without them. */
const QUIET = 4;

/** The address as a QR code: one square per dark module. */
export function qrOf(address: string): QrCode {
  const { modules } = QRCode.create(address, { errorCorrectionLevel: 'M' });
  const dark: string[] = [];
  for (let row = 0; row < modules.size; row++)
    for (let column = 0; column < modules.size; column++)
      if (modules.get(row, column)) dark.push(`M${column + QUIET} ${row + QUIET}h1v1h-1z`);
  return { size: modules.size + 2 * QUIET, path: dark.join('') };
}
