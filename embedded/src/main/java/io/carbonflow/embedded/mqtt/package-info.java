/**
 * The embedded MQTT broker. It differs from a general one in the one point that matters to a ledger: a publisher is
 * acknowledged when the gateway has acknowledged, which is when Kafka has the record. A store-and-forward broker
 * acknowledges when it has the message in memory itself.
 */
package io.carbonflow.embedded.mqtt;
