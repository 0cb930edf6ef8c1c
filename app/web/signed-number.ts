import { createHmac, timingSafeEqual } from 'node:crypto';

const SIGNATURE_BYTES = 16;

/** Turns order numbers into words which cannot be guessed from one another. */
export class SignedNumbers {
  constructor(private readonly secretKey: string) {}

  sign(number: number): string {
    return `${number}.${this.signature(number).toString('base64url')}`;
  }

  /** The number, or undefined unless `sign` made this text. */
  verify(text: string): number | undefined {
    const [, digits, signature] = /^([1-9]\d{0,9})\.([\w-]+)$/.exec(text) ?? [];
    if (digits === undefined || signature === undefined) return undefined;
    const number = Number(digits);
    const given = Buffer.from(signature, 'base64url');
    const wanted = this.signature(number);
    return given.length === wanted.length && timingSafeEqual(given, wanted) ? number : undefined;
  }

  private signature(number: number): Buffer {
    return createHmac('sha256', this.secretKey).update(`order ${number}`).digest().subarray(0, SIGNATURE_BYTES);
  }
}
