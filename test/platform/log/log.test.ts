import { expect, it } from 'vitest';
import { createLogger } from '../../../platform/log/index.ts';

it('writes neither secrets nor the rows that PostgreSQL quotes', () => {
  let written = '';
  const log = createLogger({ level: 'info', name: 'test', destination: { write: (line) => void (written += line) } });
  const refused = Object.assign(new Error('null value in column "language"'), {
    code: '23502',
    detail: 'Failing row contains (my number is 123.456.789-09)',
    where: 'COPY turn, line 1: "my number is 123.456.789-09"',
  });
  log.error({ err: refused, request: { headers: { authorization: 'Bearer abc' } }, token: 'abc' }, 'refused');
  expect(JSON.parse(written)).toMatchObject({
    err: { message: refused.message, code: '23502', detail: '[redacted]', where: '[redacted]' },
    request: { headers: { authorization: '[redacted]' } },
    token: '[redacted]',
  });
});
