package io.carbonflow.calculator.recalculation;

import static io.carbonflow.testsupport.ActivityBuilder.anActivity;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.calculator.SnapshotServer;
import io.carbonflow.contracts.avro.EmissionResult;
import io.carbonflow.contracts.avro.KeptActivity;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.contracts.avro.Reason;
import io.carbonflow.contracts.avro.RecalculationAnswer;
import io.carbonflow.contracts.avro.RecalculationRequest;
import io.carbonflow.intake.contract.CanonicalActivity;
import io.carbonflow.testsupport.StackPart;
import io.carbonflow.testsupport.TestStack;
import io.carbonflow.testsupport.WithStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;

@QuarkusTest
@WithStack({StackPart.KAFKA, StackPart.REGISTRY})
@WithTestResource(SnapshotServer.class)
class RecalculationResourceTest {

    private static final String AVRO = "application/avro";

    @BeforeEach
    void untilTheLibraryIsLoaded() {
        await().atMost(Duration.ofSeconds(30))
            .until(() -> ask(TestStack.SERVICE_KEY, request(TestStack.TENANT).build()).extract().statusCode() == 200);
    }

    @Test
    void givesWhatBookingTheActivityWouldGive() throws IOException {
        // Given: 100 litres of diesel at 2.5 kg CO2, 0.0001 kg CH4 and 0.0001 kg N2O each
        var diesel = anActivity().activity("fuel.diesel").quantity("100.00", "litre").eventId("tank").build();

        // When
        var answer = read(ask(TestStack.SERVICE_KEY, request(TestStack.TENANT).setEdition("2025.1")
            .setActivities(List.of(kept(diesel)))
            .build()).statusCode(200));

        // Then
        var outcome = answer.getOutcomes().get(0);
        assertThat(outcome.getEventId()).isEqualTo("tank");
        assertThat(outcome.getQuantity()).isEqualTo("100");
        assertThat(outcome.getUnit()).isEqualTo("litre");
        assertThat(outcome.getReasons()).isEmpty();
        assertThat(outcome.getResults()).extracting(EmissionResult::getResultKey, EmissionResult::getOfficial,
                EmissionResult::getScope, result -> result.getKgCo2e().toPlainString(),
                EmissionResult::getFactorEdition)
            .containsExactly(org.assertj.core.groups.Tuple.tuple("fuel_based", true, 1, "253.028000", "2025.1"));
    }

    @Test
    void whatCannotBeCalculatedHasItsReasonsInItsPlace() throws IOException {
        var unknown = anActivity().activity("fuel.moonshine").build();
        var unreadable = kept(anActivity().build());
        unreadable.setContent("{\"id\":\"x\"}");

        var answer = read(ask(TestStack.SERVICE_KEY, request(TestStack.TENANT)
            .setActivities(List.of(kept(unknown), unreadable, kept(anActivity().build())))
            .build()).statusCode(200));

        assertThat(answer.getOutcomes())
            .extracting(outcome -> outcome.getReasons().stream().map(Reason::getCode).toList())
            .containsExactly(List.of("ACTIVITY_UNKNOWN"), List.of("MALFORMED"), List.of());
        assertThat(answer.getOutcomes().get(2).getResults()).isNotEmpty();
    }

    @Test
    void refusesWhatIsNotInForceWithEveryReason() {
        ask(TestStack.SERVICE_KEY, request(TestStack.TENANT).setEdition("1999.1")
            .setMethodologyId("scope2.electricity.location_based")
            .setMethodologyVersion(7)
            .setGwpSet("AR3")
            .build()).statusCode(422)
            .body("reasons.field", contains("edition", "methodology.version", "gwp_set"))
            .body("reasons[0].detail", containsString("2025.1"))
            .body("reasons[1].detail", containsString("version 1 is in force, found 7"));
    }

    @Test
    void answersServicesForEveryTenantAndOwnersForTheirs() {
        ask(TestStack.SERVICE_KEY, request("anybody").build()).statusCode(200);
        ask(TestStack.API_KEY, request(TestStack.TENANT).build()).statusCode(200);
        ask(TestStack.API_KEY, request(TestStack.OTHER_TENANT).build()).statusCode(404);
        ask(TestStack.VIEWER_KEY, request(TestStack.TENANT).build()).statusCode(403);
    }

    @Test
    void anotherBodyIsABadRequestAndTooManyActivitiesAreTooLarge() {
        given().header("X-API-Key", TestStack.SERVICE_KEY)
            .contentType(AVRO)
            .body(new byte[]{1, 2, 3})
            .post("/v1/recalculate")
            .then()
            .statusCode(400);
        var many = new ArrayList<KeptActivity>();
        for (int i = 0; i <= 1_000; i++) {
            many.add(kept(anActivity().build()));
        }
        ask(TestStack.SERVICE_KEY, request(TestStack.TENANT).setActivities(many).build()).statusCode(413);
    }

    private static RecalculationRequest.Builder request(String tenant) {
        return RecalculationRequest.newBuilder().setTenantId(tenant).setActivities(List.of());
    }

    private static KeptActivity kept(RawActivity activity) {
        return KeptActivity.newBuilder()
            .setEventId(activity.getEventId())
            .setContent(CanonicalActivity.write(activity))
            .setOccurredAt(activity.getOccurredAt())
            .build();
    }

    private static ValidatableResponse ask(String key, RecalculationRequest request) {
        try {
            ByteBuffer body = RecalculationRequest.getEncoder().encode(request);
            byte[] bytes = new byte[body.remaining()];
            body.get(bytes);
            return given().header("X-API-Key", key).contentType(AVRO).body(bytes).post("/v1/recalculate").then();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static RecalculationAnswer read(ValidatableResponse answer) throws IOException {
        return RecalculationAnswer.getDecoder().decode(answer.extract().asByteArray());
    }
}
