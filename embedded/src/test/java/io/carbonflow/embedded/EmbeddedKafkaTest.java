package io.carbonflow.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.carbonflow.contracts.Topics;

class EmbeddedKafkaTest {

    @TempDir
    Path directory;

    @Test
    void keepsTopicsAndRecordsAcrossAKill() throws Exception {
        // Given
        var data = new DataDirectory(directory);
        int port = Ports.free();
        try (var kafka = new EmbeddedKafka(data, port)) {
            kafka.start();
            KafkaTopics.create(kafka.bootstrapServers());
            try (var producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all"),
                    new StringSerializer(), new StringSerializer())) {
                producer.send(new ProducerRecord<>(Topics.RAW_ENERGY, 2, "demo|meter", "kept")).get();
            }

            // When
            kafka.kill();
            kafka.start();
            KafkaTopics.create(kafka.bootstrapServers()); // a second start creates nothing twice

            // Then
            assertThat(firstValueOf(kafka, new TopicPartition(Topics.RAW_ENERGY, 2))).isEqualTo("kept");
            assertThat(partitionsOf(kafka, Topics.CALCULATED_EMISSIONS)).isEqualTo(KafkaTopics.PARTITIONS);
            assertThat(partitionsOf(kafka, Topics.FACTOR_EDITIONS)).isEqualTo(1);
            assertThat(partitionsOf(kafka, Topics.FACTOR_DOCUMENTS)).isEqualTo(1);
        }
    }

    @Test
    void keepsForEverWhatIsToBeKeptAlsoWhereTheTopicWasThereBefore() throws Exception {
        try (var kafka = new EmbeddedKafka(new DataDirectory(directory), Ports.free())) {
            kafka.start();
            var topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.LEDGER_BOOKED);
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
                admin.createTopics(List.of(new NewTopic(Topics.LEDGER_BOOKED, KafkaTopics.PARTITIONS, (short) 1)
                    .configs(Map.of("retention.ms", "2592000000"))))
                    .all()
                    .get();

                KafkaTopics.create(kafka.bootstrapServers());

                await().atMost(Duration.ofSeconds(20))
                    .until(() -> admin.describeConfigs(List.of(topic))
                        .all()
                        .get()
                        .get(topic)
                        .get("retention.ms")
                        .value(),
                            "-1"::equals);
            }
        }
    }

    @Test
    void namesTheVariableWhenItsPortIsTaken() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var kafka = new EmbeddedKafka(new DataDirectory(directory), taken.getLocalPort())) {
            assertThatThrownBy(kafka::start).isInstanceOf(PortTakenException.class)
                .hasMessage("port "
                        + taken.getLocalPort()
                        + " for Kafka is taken by another process; set CARBONFLOW_PORT_KAFKA to a free port");
        }
    }

    private static String firstValueOf(EmbeddedKafka kafka, TopicPartition partition) {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()), new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            return consumer.poll(Duration.ofSeconds(20)).iterator().next().value();
        }
    }

    private static int partitionsOf(EmbeddedKafka kafka, String topic) throws Exception {
        try (Admin admin = Admin.create(EmbeddedKafka.adminConfiguration(kafka.bootstrapServers()))) {
            return admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().size();
        }
    }
}
