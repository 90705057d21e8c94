import type { SubjectNameStrategy } from '../settings.js';
import { type About, choice, type Setting } from './setting.js';

/** Confluent's classes, without their packages: there are two, by the version of the serializers. */
const OF_CLASS: ReadonlyMap<string, SubjectNameStrategy> = new Map([
  ['TopicNameStrategy', 'topic'],
  ['RecordNameStrategy', 'record'],
  ['TopicRecordNameStrategy', 'topic-record'],
]);

const PACKAGE = /^io\.confluent\.kafka\.serializers\.subject\.(?:strategy\.)?/;

/** How subjects are named: one of three words, or the Java class that does the same. */
export function subjectNameStrategy(about: About): Setting<SubjectNameStrategy> {
  const words = choice({ ...about, default: 'topic', of: ['topic', 'record', 'topic-record'] });
  return { ...words, parse: (text) => words.parse(OF_CLASS.get(text.replace(PACKAGE, '')) ?? text) };
}
