import { V1_FORMAT_TYPES, V1_TYPE } from '../../http/dialects/v1.js';
import type { RecordTypes } from '../wire/records.type.js';

/** The types in which v1 answers records. */
export const V1_RECORDS: RecordTypes = { general: V1_TYPE, formats: V1_FORMAT_TYPES };
