/**
 * The body of an API request: one JSON object of moderate size. What it holds is anybody's guess until it is checked.
 */
export type JsonObject = Readonly<Record<string, unknown>>;

export type BodyReading =
  | { readonly kind: 'object'; readonly value: JsonObject }
  | { readonly kind: 'invalid' }
  | { readonly kind: 'too-large' };

/** Never rejects: a body that breaks off is invalid. */
export async function readJsonObject(request: Request, mostBytes: number): Promise<BodyReading> {
  const text = await readText(request, mostBytes).catch(() => '');
  if (text === null) return { kind: 'too-large' };
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? { kind: 'object', value } : { kind: 'invalid' };
  } catch {
    return { kind: 'invalid' };
  }
}

/** Null when it is too large. */
async function readText(request: Request, mostBytes: number): Promise<string | null> {
  if (request.body === null) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Cancelling would cut the connection on which the refusal is to go out.
  for await (const chunk of request.body.values({ preventCancel: true })) {
    size += chunk.length;
    if (size > mostBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
