/**
 * The body of the measured calls: one kilobyte, as a shop sends it for eight new orders, and no two alike, since the
 * same bytes would be kept only once.
 */
const SIZE = 1024;
const DIGITS = 10;
const ORDERS = 8;

const order = (number: string): Record<string, unknown> => ({
  order_number: number,
  creation_time: '2026-11-23T10:15:42+01:00',
  status_id: 1,
  status: 'Received',
});

const TEMPLATE = template();
const NUMBER_AT = TEMPLATE.indexOf('#'.repeat(DIGITS));

function template(): Buffer {
  const orders = Array.from({ length: ORDERS }, (_, index) =>
    order(index === 0 ? '#'.repeat(DIGITS) : `90002${index}`),
  );
  const text = (name: string): string => JSON.stringify({ project_name: name, orders });
  return Buffer.from(text('b'.repeat(SIZE - text('').length)));
}

/** Body number `number`. */
export function bodyNumber(number: number): Buffer {
  const body = Buffer.from(TEMPLATE);
  body.write(String(number).padStart(DIGITS, '0'), NUMBER_AT, 'latin1');
  return body;
}
