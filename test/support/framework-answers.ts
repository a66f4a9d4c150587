/**
 * What frameworks with their defaults really answered to `trigger Orders.create [--records 5000] --to ...`, recorded from
 * running programs in November 2026 (NODE_ENV=production, Node 20.20): status line, headers, body as they came, the
 * `Date` left out.
 */
export interface FrameworkAnswer {
  /** With its version, and what its route is. */
  readonly framework: string;
  readonly records: 1 | 5000;
  readonly status: number;
  readonly reason: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

const EXPRESS = "app.use(express.json()); app.post('/webhooks', (request, response) => response.sendStatus(200))";
const NEST = "@Controller('webhooks') with a @Post() that returns an object";

const KEPT_ALIVE = [
  ['Connection', 'keep-alive'],
  ['Keep-Alive', 'timeout=5'],
] as const;

const EXPRESS_TOO_LARGE = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Error</title>
</head>
<body>
<pre>Payload Too Large</pre>
</body>
</html>
`;

/** Both major versions answer alike, byte for byte. */
const expressAnswers = (version: string): readonly FrameworkAnswer[] => [
  {
    framework: `express ${version}: ${EXPRESS}`,
    records: 1,
    status: 200,
    reason: 'OK',
    headers: [
      ['X-Powered-By', 'Express'],
      ['Content-Type', 'text/plain; charset=utf-8'],
      ['Content-Length', '2'],
      ['ETag', 'W/"2-nOO9QiTIwXgNtWtBJezz8kv3SLc"'],
      ...KEPT_ALIVE,
    ],
    body: 'OK',
  },
  {
    framework: `express ${version}: ${EXPRESS}`,
    records: 5000,
    status: 413,
    reason: 'Payload Too Large',
    headers: [
      ['X-Powered-By', 'Express'],
      ['Content-Security-Policy', "default-src 'none'"],
      ['X-Content-Type-Options', 'nosniff'],
      ['Content-Type', 'text/html; charset=utf-8'],
      ['Content-Length', '144'],
      ...KEPT_ALIVE,
    ],
    body: EXPRESS_TOO_LARGE,
  },
];

export const FRAMEWORK_ANSWERS: readonly FrameworkAnswer[] = [
  ...expressAnswers('4.22.3'),
  ...expressAnswers('5.3.0'),
  {
    framework: `@nestjs/core 12.5.1 on express 5.3.0: ${NEST}`,
    records: 1,
    status: 201,
    reason: 'Created',
    headers: [
      ['X-Powered-By', 'Express'],
      ['Content-Type', 'application/json; charset=utf-8'],
      ['Content-Length', '44'],
      ['ETag', 'W/"2c-hmU5GyoY/w2+1ZbfFn58qrlhzZM"'],
      ...KEPT_ALIVE,
    ],
    body: '{"ok":true,"keys":["project_name","orders"]}',
  },
  {
    framework: `@nestjs/core 12.5.1 on express 5.3.0: ${NEST}`,
    records: 5000,
    status: 413,
    reason: 'Payload Too Large',
    headers: [
      ['X-Powered-By', 'Express'],
      ['Content-Type', 'application/json; charset=utf-8'],
      ['Content-Length', '55'],
      ['ETag', 'W/"37-RB/hDFeP3U3ry2KvZ7PKg+HvHv0"'],
      ...KEPT_ALIVE,
    ],
    body: '{"statusCode":413,"message":"request entity too large"}',
  },
];
