/** Parts of documents that routes of settings have in common. */
export const SETTING = { name: 'name', description: 'Name of the setting.', example: 'retention.ms' };
export const BROKER_SETTING = { name: 'name', description: 'Name of the setting.', example: 'log.retention.ms' };

export const TOPIC_CHANGES = {
  set: {
    summary: 'Set one, reset another',
    value: {
      data: [
        { name: 'retention.ms', value: '86400000' },
        { name: 'cleanup.policy', operation: 'DELETE' },
      ],
    },
  },
  append: {
    summary: 'Add to a list, as a trial',
    value: { data: [{ name: 'cleanup.policy', value: 'compact', operation: 'APPEND' }], validate_only: true },
  },
};

export const BROKER_CHANGES = {
  set: {
    summary: 'Set one, reset another',
    value: {
      data: [
        { name: 'log.retention.ms', value: '86400000' },
        { name: 'log.cleanup.policy', operation: 'DELETE' },
      ],
    },
  },
  check: {
    summary: 'As a trial',
    value: { data: [{ name: 'log.retention.ms', value: '86400000' }], validate_only: true },
  },
};

export const CHANGES_OF_TOPICS = {
  two: {
    summary: 'One setting of two topics',
    value: {
      data: [
        { topic_name: 'jsontest', configs: [{ name: 'retention.ms', value: '86400000' }] },
        { topic_name: 'avrotest', configs: [{ name: 'retention.ms', operation: 'DELETE' }] },
      ],
    },
  },
};
