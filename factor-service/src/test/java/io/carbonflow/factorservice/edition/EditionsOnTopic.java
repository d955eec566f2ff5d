package io.carbonflow.factorservice.edition;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.FactorEditionEvent;
import io.carbonflow.testsupport.TestStack;

/** What a calculator would find on the topic. */
final class EditionsOnTopic {

    private EditionsOnTopic() {}

    /** The newest event of each edition, by the record's key. */
    static Map<String, FactorEditionEvent> now(TestStack stack) {
        var events = new HashMap<String, FactorEditionEvent>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, stack.kafkaBootstrapServers()),
                new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions = List.of(new TopicPartition(Topics.FACTOR_EDITIONS, 0));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long end = consumer.endOffsets(partitions).get(partitions.get(0));
            while (consumer.position(partitions.get(0)) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(found -> events.put(found.key(), event(found.value())));
            }
        }
        return events;
    }

    /** Confluent's wire format, read without our own codec. */
    private static FactorEditionEvent event(byte[] wire) {
        if (wire[0] != 0 || ByteBuffer.wrap(wire, 1, 4).getInt() <= 0) {
            throw new IllegalStateException("not in the wire format: " + new String(wire, UTF_8));
        }
        try {
            var schema = FactorEditionEvent.getClassSchema();
            return new SpecificDatumReader<FactorEditionEvent>(schema, schema,
                    new FactorEditionEvent().getSpecificData())
                .read(null, DecoderFactory.get().binaryDecoder(wire, 5, wire.length - 5, null));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
