import type { Request, Response } from 'express';
import { answer } from '../../http/answer.js';
import { checkName } from '../../http/path-name.js';
import type { ConsumerService, InstanceRef } from '../consumer.service.js';
import { answerDelivery } from '../wire/records.answer.js';
import { readRecordsQuery } from '../wire/records.query.js';
import { negotiateRecords } from '../wire/records.type.js';
import { V1_RECORDS } from './records.type.js';

/**
 * Reads a topic for an instance, whichever of its two paths was asked, and answers. Rejects with what the client is to be
 * told.
 */
export async function answerTopicRead(
  consumers: ConsumerService,
  instance: InstanceRef,
  req: Request,
  res: Response,
): Promise<void> {
  const gone = new AbortController();
  res.once('close', () => gone.abort());
  const type = negotiateRecords(req, consumers.formatOf(instance), V1_RECORDS);
  const topic = checkName(String(req.params.topic), 'topic');
  const { options, included } = readRecordsQuery(req.query);
  // Whoever asks for headers only gets no records, so none may be consumed.
  if (req.method === 'HEAD') return answer(res, 200, type, '');
  await consumers.subscribeOnly(instance, topic);
  const delivery = await consumers.read(instance, options, gone.signal);
  if (delivery) await answerDelivery(req, res, type, delivery, { ...included, withoutTopic: true });
}
