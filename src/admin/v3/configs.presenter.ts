import { v3Errors } from '../../http/dialects/v3.js';
import { checkName } from '../../http/path-name.js';
import type { ConfigChange } from '../../kafka/configs.client.js';
import type { TopicChangeFailure, TopicChanges } from '../configs.service.js';
import type { AlterConfigRequest, AlterTopicRequest, TopicFailuresResponse } from './configs.dto.js';

export function readChanges(data: readonly AlterConfigRequest[]): ConfigChange[] {
  return data.map(({ name, value, operation }) => ({
    name: checkName(name, 'name'),
    operation: operation ?? 'SET',
    value: operation === 'DELETE' ? null : (value ?? null),
  }));
}

export function readTopicChanges(data: readonly AlterTopicRequest[]): TopicChanges[] {
  return data.map(({ topic_name, configs }) => ({
    topic: checkName(topic_name, 'topic_name'),
    changes: readChanges(configs),
  }));
}

export function presentFailures(failures: readonly TopicChangeFailure[]): TopicFailuresResponse {
  return {
    failures: failures.map(({ topic, error }) => ({
      topic_name: topic,
      error_code: v3Errors[error.code].errorCode,
      message: error.message,
    })),
  };
}
