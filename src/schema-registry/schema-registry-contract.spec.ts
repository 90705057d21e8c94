import { beforeEach, describe } from '@jest/globals';
import { describeSchemaRegistryContract } from '../../test/support/contracts/schema-registry-contract.js';
import { FakeSchemaRegistryClient } from '../../test/support/fakes/schema-registry.fake.js';

describe('the fake of the schema registry', () => {
  let client: FakeSchemaRegistryClient;

  beforeEach(() => {
    client = new FakeSchemaRegistryClient();
  });

  describeSchemaRegistryContract(() => ({
    client,
    beStrict: async (subject) => {
      client.incompatible.add(subject);
      await Promise.resolve();
    },
  }));
});
