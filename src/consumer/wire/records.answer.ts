import type { Request, Response } from 'express';
import { answer, answerError } from '../../http/answer.js';
import { exchangeOf } from '../../http/exchange.js';
import type { Delivery } from '../delivery.js';
import type { ShownRecords } from '../shown-records.js';
import { type Included, presentRecords } from './records.presenter.js';

/** Answers a read. What was written completely is delivered; what was not goes back, whatever the reason. */
export async function answerDelivery(
  req: Request,
  res: Response,
  type: string,
  delivery: Delivery,
  included: Included,
): Promise<void> {
  if (res.closed) return delivery.returned();
  res.once('finish', () => delivery.delivered());
  res.once('close', () => delivery.returned());
  try {
    if (delivery.failure) answerError(req, res, delivery.failure);
    else await answerRecords(req, res, type, delivery, included);
  } catch (error) {
    delivery.returned();
    throw error;
  }
}

/** Answers records, and says so for the metrics. */
export async function answerRecords(
  req: Request,
  res: Response,
  type: string,
  records: ShownRecords,
  included: Included,
): Promise<void> {
  const body = await presentRecords(records, included);
  exchangeOf(req).records = records;
  answer(res, 200, type, body);
}
