/**
 * The commands of `webhooks`: the shop's webhooks.
 */
import {
  CLEAN_OPTIONS,
  CREATE_OPTIONS,
  DELETE_OPTIONS,
  SHOP_OPTIONS,
  UPDATE_OPTIONS,
} from '../settings/options/shop.ts';
import type { CommandDefinition } from './command.ts';

export const WEBHOOKS_COMMANDS: readonly CommandDefinition[] = [
  {
    path: 'webhooks list',
    words: 'all webhooks of the API user, with their last calls',
    options: SHOP_OPTIONS,
    examples: ['upgates-dev webhooks list', 'upgates-dev webhooks list --json'],
    run: async (invocation) => (await import('./webhooks.ts')).runWebhooksList(invocation),
  },
  {
    path: 'webhooks events',
    words: 'all events, and which of them the API user may have',
    options: SHOP_OPTIONS,
    examples: ['upgates-dev webhooks events'],
    run: async (invocation) => (await import('./webhooks.ts')).runWebhooksEvents(invocation),
  },
  {
    path: 'webhooks create',
    words: 'a webhook that stays until you delete it; one API call',
    options: CREATE_OPTIONS,
    examples: [
      "upgates-dev webhooks create --event Orders.create --url https://example.com/hooks --name 'order import'",
    ],
    run: async (invocation) => (await import('./webhooks-change.ts')).runWebhooksCreate(invocation),
  },
  {
    path: 'webhooks update',
    words: 'change what is given of one, and nothing else; one API call',
    operand: 'id',
    options: UPDATE_OPTIONS,
    examples: [
      'upgates-dev webhooks update 12 --inactive',
      'upgates-dev webhooks update 12 --url https://example.com/v2',
    ],
    run: async (invocation) => (await import('./webhooks-change.ts')).runWebhooksUpdate(invocation),
  },
  {
    path: 'webhooks delete',
    words: 'delete webhooks at the shop; asks first, one API call for all',
    operands: ['[id...]'],
    options: DELETE_OPTIONS,
    examples: ['upgates-dev webhooks delete 12', 'upgates-dev webhooks delete 12 13 --yes'],
    run: async (invocation) => (await import('./webhooks-change.ts')).runWebhooksDelete(invocation),
  },
  {
    path: 'webhooks clean',
    words: 'remove what ended sessions of this machine left at the shop',
    options: CLEAN_OPTIONS,
    examples: ['upgates-dev webhooks clean --dry-run', 'upgates-dev webhooks clean'],
    run: async (invocation) => (await import('./webhooks.ts')).runWebhooksClean(invocation),
  },
];
