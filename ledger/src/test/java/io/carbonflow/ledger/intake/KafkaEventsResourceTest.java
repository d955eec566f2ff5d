package io.carbonflow.ledger.intake;

import static io.carbonflow.testsupport.ActivityBuilder.anActivity;
import static io.carbonflow.testsupport.EmissionBuilder.anEmissionOf;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.Base64;
import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.contracts.Topics;
import io.carbonflow.database.Migrations;
import io.carbonflow.ledger.LedgerProbe;
import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.wire.WireCodec;
import io.carbonflow.testsupport.StackPart;
import io.carbonflow.testsupport.TestStack;
import io.carbonflow.testsupport.WithStack;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;

@QuarkusTest
@WithStack(value = {StackPart.KAFKA, StackPart.POSTGRES, StackPart.REGISTRY}, databaseRole = Migrations.LEDGER_ROLE)
class KafkaEventsResourceTest {

    private final LedgerProbe ledger = new LedgerProbe();
    private final String tenant = TestStack.aTenant();

    @Inject
    WireCodec codec;

    @BeforeEach
    void untilItIsReady() {
        await().atMost(LedgerProbe.PATIENCE)
            .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void booksARecordDeliveredOverHttpOnceHoweverOftenAndInWhateverFormItComes() {
        byte[] value = codec.encode(Topics.CALCULATED_EMISSIONS,
                anEmissionOf(anActivity().tenant(tenant).build()).build());

        deliver(Topics.CALCULATED_EMISSIONS, 7, value).statusCode(204);
        deliver(Topics.CALCULATED_EMISSIONS, 7, value).statusCode(204);
        given().contentType("application/cloudevents+json")
            .body("{\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\"dev.knative.kafka.event\",\"source\":\"/k#"
                    + Topics.CALCULATED_EMISSIONS + "\",\"subject\":\"partition:0#7\",\"data_base64\":\""
                    + Base64.getEncoder().encodeToString(value) + "\"}")
            .post("/")
            .then()
            .statusCode(204);

        assertThat(ledger.tallyOf(tenant)).isEqualTo(Map.of("booked", 1L));
        assertThat(ledger.entriesOf(tenant)).isEqualTo(1);
    }

    @Test
    void keepsAnUnreadableRecordInsteadOfAskingForItForEver() {
        deliver(Topics.CALCULATED_EMISSIONS, 8, new byte[]{1, 2}).statusCode(204);
        deliver(Topics.CALCULATED_EMISSIONS, 8, new byte[]{1, 2}).statusCode(204);
        deliver(Topics.DEAD_INTAKE, 9, new byte[]{3}).statusCode(204);

        assertThat(ledger.tallyOf(tenant)).isEqualTo(Map.of("rejected", 2L, "received", 1L));
    }

    @Test
    void refusesWhatIsNoRecordOfItsTopics() {
        deliver("ledger.booked", 1, new byte[0]).statusCode(400);
        given().contentType("application/json").body("{}").post("/").then().statusCode(400);
    }

    @Test
    void leavesReceiptsToTheConsumerThatCountsThemAsLongAsThereIsOne() {
        deliver(Topics.RAW_ENERGY, 1_000_000, new byte[0]).statusCode(204);

        assertThat(ledger.tallyOf(tenant)).isEmpty();
    }

    @Test
    void isClosedUnlessItIsOpened() {
        var closed = new KafkaEventsResource(null, null, null, null, () -> false);

        assertThatThrownBy(() -> closed.receive(null, new byte[0])).isInstanceOf(ProblemException.class)
            .extracting(refused -> ((ProblemException) refused).problem().status())
            .isEqualTo(404);
    }

    private ValidatableResponse deliver(String topic, long offset, byte[] value) {
        return given().contentType("application/avro")
            .header("ce-specversion", "1.0")
            .header("ce-source", "/apis/v1/namespaces/carbonflow/kafkasources/ledger#" + topic)
            .header("ce-subject", "partition:0#" + offset)
            .header("ce-time", "2025-11-03T10:00:01Z")
            .header("ce-key", tenant + "|s")
            .body(value)
            .post("/")
            .then();
    }
}
