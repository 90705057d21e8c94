import { settingsFrom } from '../../dist/config/resolve.js';

/** The gateway's settings with all defaults, for the Kafka of this run. */
export const settings = settingsFrom({ 'bootstrap.servers': process.env.KAFKA_REST_BOOTSTRAP_SERVERS ?? '' });

/** librdkafka properties of the gateway's producer. */
export const producerProperties = () => ({ ...settings.kafka.producer });

/** librdkafka properties of a consumer instance, but for its group. */
export const consumerProperties = () => ({ ...settings.kafka.consumer });
