package io.carbonflow.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.carbonflow.contracts.RecordHeaders;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.testsupport.StackPart;
import io.carbonflow.testsupport.TestStack;
import io.carbonflow.testsupport.TopicProbe;

/** Against the real broker and registry. */
class KafkaDeliveryTest {

    private final TestStack stack = TestStack.with(StackPart.KAFKA, StackPart.REGISTRY);

    @Test
    void anEventStandsOnItsRawTopicAsTheGatewayWouldHaveWrittenIt() {
        // Given
        String tenant = TestStack.aTenant();
        var event = CarbonEvent.procurement("spend.naics.331110", "1000.50", "USD")
            .id("po-1")
            .source("erp")
            .occurredAt(Instant.parse("2025-11-03T10:00:00Z"))
            .build();

        // When
        List<Delivery> deliveries;
        try (var producer = CarbonEventProducer.overKafka(tenant,
                Map.of("bootstrap.servers", stack.kafkaBootstrapServers()), URI.create(stack.registryUrl()))) {
            deliveries = producer.sendAll(List.of(event));
        }

        // Then
        assertThat(deliveries).containsExactly(new Delivery("po-1", Delivery.State.ACCEPTED, List.of()));
        try (var probe = new TopicProbe(stack)) {
            var received = probe.read(Topics.RAW_PROCUREMENT, tenant, RawActivity.class);
            assertThat(received).singleElement().satisfies(one -> {
                assertThat(one.key()).isEqualTo(tenant + "|erp");
                assertThat(one.headers()).containsEntry(RecordHeaders.TENANT, tenant)
                    .containsKeys(RecordHeaders.CORRELATION_ID, RecordHeaders.RECEIVED_AT);
                assertThat(one.value().getQuantity()).isEqualTo("1000.50");
                assertThat(one.value().getChannel()).isEqualTo("kafka");
                assertThat(UTF_8.decode(one.value().getPayload()).toString()).isEqualTo(event.toString());
            });
        }
    }
}
