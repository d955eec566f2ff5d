/**
 * Kafka, PostgreSQL, an MQTT broker and the schema registry as child processes with all their state below one
 * directory: the embedded default of a laptop, and what the tests run against.
 */
package io.carbonflow.embedded;
