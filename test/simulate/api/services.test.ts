import { describe, expect, it } from 'vitest';
import { EVENTS } from '../../../src/core/events.ts';
import { RESOURCES } from '../../../src/simulate/api/resource/resources.ts';
import { SERVICES } from '../../../src/simulate/api/services.ts';

describe('the services that GET status lists', () => {
  it('are the lists that are served, and the few endpoints that are no lists', () => {
    const lists = new Set(RESOURCES.map((resource) => resource.service));
    const others = SERVICES.map((service) => service.name).filter((name) => !lists.delete(name));
    expect([...lists]).toEqual([]);
    expect(others).toEqual(['webhooks', 'config', 'owner', 'status']);
  });

  it('may be written to where writing is documented', () => {
    for (const { service, verbs, notSimulated } of RESOURCES) {
      const isForReading = [...verbs, ...notSimulated].every((verb) => verb === 'GET');
      const most = SERVICES.find((one) => one.name === service)?.most;
      expect([service, most]).toEqual([service, isForReading ? 'readonly' : 'all']);
    }
  });

  it('go with the events of all entities, each with one', () => {
    const entities = SERVICES.flatMap((service) => service.entity ?? []);
    expect(entities.toSorted()).toEqual([...new Set(EVENTS.map((event) => event.entity))].toSorted());
  });
});
