import type { Request, Response } from 'express';
import { answer } from '../../http/answer.js';
import { checkName, checkPartition } from '../../http/path-name.js';
import type { PartitionReadService } from '../partition-read.service.js';
import { readPartitionRecordsQuery } from '../wire/partition-records.query.js';
import { queryValues } from '../wire/query.js';
import { answerRecords } from '../wire/records.answer.js';
import { negotiateFormat } from '../wire/records.type.js';
import { V1_RECORDS } from './records.type.js';

/** Whether the query names a place to begin at, so that records are asked for. */
export function namesStart(query: unknown): boolean {
  return queryValues(query, 'offset').length > 0 || queryValues(query, 'timestamp').length > 0;
}

/**
 * Reads the partition of the path without an instance, whichever path that is, and answers. Rejects with what the client
 * is to be told.
 *
 * @param count most records for a client that does not say; absent: as configured
 */
export async function answerPartitionRead(
  reads: PartitionReadService,
  req: Request,
  res: Response,
  count?: number,
): Promise<void> {
  const gone = new AbortController();
  res.once('close', () => gone.abort());
  const { type, format } = negotiateFormat(req, V1_RECORDS);
  const topic = checkName(String(req.params.topic), 'topic');
  const partition = checkPartition(String(req.params.partition));
  const { start, options, included } = readPartitionRecordsQuery(req.query);
  if (req.method === 'HEAD') return answer(res, 200, type, '');
  const wanted = { ...options, format, count: options.count ?? count };
  const records = await reads.read(topic, partition, start, wanted, gone.signal);
  if (records) await answerRecords(req, res, type, records, { ...included, withoutTopic: true });
}
