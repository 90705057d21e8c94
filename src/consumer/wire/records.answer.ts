import type { Request, Response } from 'express';
import { answer, answerError } from '../../http/answer.js';
import type { Delivery } from '../delivery.js';
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
    else answer(res, 200, type, await presentRecords(delivery, included));
  } catch (error) {
    delivery.returned();
    throw error;
  }
}
