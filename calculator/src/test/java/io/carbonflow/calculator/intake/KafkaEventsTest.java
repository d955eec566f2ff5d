package io.carbonflow.calculator.intake;

import static io.carbonflow.testsupport.ActivityBuilder.anActivity;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Base64;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.calculator.SnapshotServer;
import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.CalculatedEmission;
import io.carbonflow.contracts.avro.DeadLetter;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.contracts.avro.RawCoordinates;
import io.carbonflow.testsupport.StackPart;
import io.carbonflow.testsupport.TestStack;
import io.carbonflow.testsupport.TopicProbe;
import io.carbonflow.testsupport.WithStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;

@QuarkusTest
@TestProfile(KafkaEventsTest.FedByKafkaSource.class)
@WithStack({StackPart.KAFKA, StackPart.REGISTRY})
@WithTestResource(SnapshotServer.class)
class KafkaEventsTest {

    /** The configuration of the Knative deployment. */
    public static final class FedByKafkaSource implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("carbonflow.kafka.consume", "false", "carbonflow.cloudevents.enabled", "true");
        }
    }

    private final String tenant = TestStack.aTenant();
    private TopicProbe topics;

    @BeforeEach
    void open() {
        topics = new TopicProbe(TestStack.with(StackPart.KAFKA, StackPart.REGISTRY));
        await().untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    }

    @AfterEach
    void close() {
        topics.close();
    }

    @Test
    void takesABinaryEventAndAnswersWhenTheEmissionIsThere() {
        // Given
        byte[] value = rawValue(anActivity().tenant(tenant).carriedIntensity("385.2").build());

        // When
        binary("partition:3#77").body(value).post("/").then().statusCode(204);

        // Then
        var emission = topics.read(Topics.CALCULATED_EMISSIONS, tenant, CalculatedEmission.class).get(0);
        assertThat(emission.partition()).isEqualTo(3);
        assertThat(emission.value().getRaw()).isEqualTo(new RawCoordinates(Topics.RAW_ENERGY, 3, 77L));
        assertThat(emission.value().getResults().get(0).getKgCo2e()).isEqualByComparingTo("480.45996");
    }

    @Test
    void takesAStructuredEvent() {
        // Given
        String data = Base64.getEncoder().encodeToString(rawValue(anActivity().tenant(tenant).build()));

        // When
        given().contentType("application/cloudevents+json").body("""
                {"specversion": "1.0", "id": "1", "type": "dev.knative.kafka.event",
                 "source": "/apis/v1/namespaces/carbonflow/kafkasources/raw#raw.iot.energy",
                 "subject": "partition:1#5", "data_base64": "%s"}""".formatted(data)).post("/").then().statusCode(204);

        // Then
        assertThat(topics.read(Topics.CALCULATED_EMISSIONS, tenant, CalculatedEmission.class)).hasSize(1);
    }

    @Test
    void answersForARecordThatIsNoActivityOnceItsDeadLetterIsThere() {
        // When
        binary("partition:0#9").header("ce-key", tenant + "|meter")
            .body("junk".getBytes(UTF_8))
            .post("/")
            .then()
            .statusCode(204);

        // Then
        List<TopicProbe.Received<DeadLetter>> letters = topics.read(Topics.DEAD_CALCULATION, tenant, DeadLetter.class);
        assertThat(letters).singleElement()
            .satisfies(letter -> assertThat(letter.value().getReasons().get(0).getCode()).isEqualTo("MALFORMED"));
    }

    @Test
    void refusesWhatIsNoEventOfARawTopic() {
        given().contentType("application/avro").body(new byte[]{1}).post("/").then().statusCode(400);
        binary("partition:0#9").header("ce-source", "x#calc.emissions")
            .body(new byte[]{1})
            .post("/")
            .then()
            .statusCode(400);
    }

    /** The bytes of a raw record as they stand on a topic; written where this configuration does not read. */
    private byte[] rawValue(RawActivity activity) {
        RecordMetadata written = topics.write(Topics.RAW_ENERGY, new RecordKey(tenant, "SM"), activity);
        return topics.readBytes(Topics.RAW_ENERGY, tenant)
            .stream()
            .filter(message -> message.offset() == written.offset() && message.partition() == written.partition())
            .findFirst()
            .orElseThrow()
            .value();
    }

    private static RequestSpecification binary(String subject) {
        return given().contentType("application/avro")
            .headers("ce-specversion", "1.0", "ce-id", "1", "ce-type",
                    "dev.knative.kafka.event", "ce-source",
                    "/apis/v1/namespaces/carbonflow/kafkasources/raw#raw.iot.energy", "ce-subject", subject);
    }
}
