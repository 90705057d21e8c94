import { describe, expect, it } from '@jest/globals';
import { subjectNameStrategy } from './subject-name-strategy.js';

describe('a subject name strategy', () => {
  const { parse } = subjectNameStrategy({ name: 'x', meaning: 'X.' });

  it.each([
    ['topic', 'topic'],
    ['Topic-Record', 'topic-record'],
    ['RecordNameStrategy', 'record'],
    ['io.confluent.kafka.serializers.subject.TopicNameStrategy', 'topic'],
    ['io.confluent.kafka.serializers.subject.strategy.TopicRecordNameStrategy', 'topic-record'],
  ])('may be %s', (text, value) => expect(parse(text)).toEqual({ value }));

  it.each(['', 'subject', 'com.example.TopicNameStrategy'])('is never %j', (text) => {
    expect(parse(text)).toEqual({ fault: expect.stringContaining('must be one of topic, record, topic-record') });
  });
});
