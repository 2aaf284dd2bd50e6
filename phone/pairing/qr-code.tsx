import { encode } from 'uqr';

/** The quiet zone around a QR code, in modules (ISO/IEC 18004 §5.3.8 requires four). */
const BORDER = 4;

/** A QR code. It is dark on white in both colour schemes, because many cameras read no other. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { border: BORDER });
  const path = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return (
    <svg class="qr-code" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <rect class="qr-light" width={size} height={size} />
      <path class="qr-dark" d={path.join('')} />
    </svg>
  );
}
