// Wrong: its table is `utf8` in MySQL, which has no letters of four bytes; the insert fails.
// Upgates concludes: a wrong answer to an order whose status has an emoji in its name, every 5 minutes.
import { answer, serve } from './frame.mjs';

serve(({ call, response }) => {
  const fourBytes = /[\u{10000}-\u{10ffff}]/u;
  if (fourBytes.test(JSON.stringify(call)))
    throw new Error("Incorrect string value: '\\xF0\\x9F\\x9B\\x92' for column 'status'");
  answer(response, 204);
});
