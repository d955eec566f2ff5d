package io.carbonflow.calculator.intake;

import static io.carbonflow.testsupport.ActivityBuilder.anActivity;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.calculator.SnapshotServer;
import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.CalculatedEmission;
import io.carbonflow.contracts.avro.DeadLetter;
import io.carbonflow.contracts.avro.EmissionResult;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.contracts.avro.RuleDocumentEvent;
import io.carbonflow.rules.RuleDocument;
import io.carbonflow.rules.RuleDocuments;
import io.carbonflow.testsupport.StackPart;
import io.carbonflow.testsupport.TestStack;
import io.carbonflow.testsupport.TopicProbe;
import io.carbonflow.testsupport.TopicProbe.Received;
import io.carbonflow.testsupport.WithStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@WithStack({StackPart.KAFKA, StackPart.REGISTRY})
@WithTestResource(SnapshotServer.class)
class MethodologyChangeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String METHODOLOGY = "scope2.electricity.location_based";
    private static final int NEW_VERSION = 50;

    @ConfigProperty(name = "carbonflow.factors.url")
    URI factors;

    private final String tenant = TestStack.aTenant();
    private final List<String> sent = new ArrayList<>();
    private TopicProbe topics;

    @BeforeEach
    void open() {
        topics = new TopicProbe(TestStack.with(StackPart.KAFKA, StackPart.REGISTRY));
    }

    @AfterEach
    void close() {
        topics.close();
    }

    @Test
    void theNextBatchUsesAChangedMethodologyAndNothingIsLost() {
        // Given
        send(tenant);
        await().atMost(PATIENCE).until(() -> versions(tenant).size() == 1);

        // When: the change is found without its announcement, while records keep coming
        SnapshotServer.put(factors, tenant, "methodology", METHODOLOGY, NEW_VERSION, shipped().json());

        // Then
        await().atMost(PATIENCE).until(() -> {
            send(tenant);
            return versions(tenant).contains(NEW_VERSION);
        });
        await().atMost(PATIENCE).until(() -> versions(tenant).size() == sent.size());
        assertThat(versions(tenant)).isSorted()
            .startsWith(shipped().version())
            .endsWith(NEW_VERSION)
            .containsOnly(shipped().version(), NEW_VERSION);
        assertThat(emissions(tenant)).extracting(emission -> emission.value().getEventId()).isEqualTo(sent);
        assertThat(topics.read(Topics.DEAD_CALCULATION, tenant, DeadLetter.class)).isEmpty();
    }

    @Test
    void anothersMethodologyIsNotUsed() {
        // Given
        String other = TestStack.aTenant();
        SnapshotServer.put(factors, other, "methodology", METHODOLOGY, NEW_VERSION, shipped().json());
        topics.write(Topics.FACTOR_DOCUMENTS, new RecordKey(other, "methodology/" + METHODOLOGY),
                new RuleDocumentEvent(other, "methodology", METHODOLOGY, NEW_VERSION, java.time.Instant.EPOCH, "etag",
                        null));
        await().atMost(PATIENCE).until(() -> {
            send(other);
            return versions(other).contains(NEW_VERSION);
        });

        // When
        send(tenant);

        // Then
        await().atMost(PATIENCE).until(() -> versions(tenant).size() == 1);
        assertThat(versions(tenant)).containsExactly(shipped().version());
    }

    private void send(String sender) {
        RawActivity reading = anActivity().tenant(sender).eventId("evt-" + sent.size()).build();
        topics.write(Topics.RAW_ENERGY, new RecordKey(sender, reading.getSourceId()), reading);
        sent.add(reading.getEventId());
    }

    /** The version behind each emission's result by the methodology, in the order of the records. */
    private List<Integer> versions(String sender) {
        return emissions(sender).stream()
            .flatMap(emission -> emission.value().getResults().stream())
            .filter(result -> result.getMethodologyId().equals(METHODOLOGY) && result.getPart().equals("activity"))
            .map(EmissionResult::getMethodologyVersion)
            .toList();
    }

    private List<Received<CalculatedEmission>> emissions(String sender) {
        return topics.read(Topics.CALCULATED_EMISSIONS, sender, CalculatedEmission.class);
    }

    private static RuleDocument shipped() {
        return RuleDocuments.shipped()
            .stream()
            .filter(document -> document.id().equals(METHODOLOGY))
            .findFirst()
            .orElseThrow();
    }
}
