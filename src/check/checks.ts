/**
 * All checks in the order in which they are made: gentle ones first, those that may kill the handler last.
 * Adding one takes a file of its own, its broken handler in the tests, and a line here.
 */
import type { Check } from './check.ts';
import { batch5000 } from './checks/batch-5000.ts';
import { brokenJson } from './checks/broken-json.ts';
import { budget } from './checks/budget.ts';
import { burst } from './checks/burst.ts';
import { callerHangsUp } from './checks/caller-hangs-up.ts';
import { duplicate } from './checks/duplicate.ts';
import { emptyList } from './checks/empty-list.ts';
import { events } from './checks/events.ts';
import { getRequest } from './checks/get-request.ts';
import { noCredentials } from './checks/no-credentials.ts';
import { nullCodes } from './checks/null-codes.ts';
import { order } from './checks/order.ts';
import { recovery } from './checks/recovery.ts';
import { redirect } from './checks/redirect.ts';
import { restart } from './checks/restart.ts';
import { slowCaller } from './checks/slow-caller.ts';
import { unicode } from './checks/unicode.ts';
import { unknownFields } from './checks/unknown-fields.ts';
import { wrongCredentials } from './checks/wrong-credentials.ts';
import { wrongType } from './checks/wrong-type.ts';

export const CHECKS: readonly Check[] = [
  events,
  redirect,
  unknownFields,
  nullCodes,
  unicode,
  emptyList,
  duplicate,
  order,
  budget,
  noCredentials,
  wrongCredentials,
  getRequest,
  wrongType,
  brokenJson,
  slowCaller,
  batch5000,
  burst,
  callerHangsUp,
  recovery,
  restart,
];
