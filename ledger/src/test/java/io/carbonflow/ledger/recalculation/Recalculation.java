package io.carbonflow.ledger.recalculation;

import static io.carbonflow.testsupport.ActivityBuilder.anActivity;
import static io.carbonflow.testsupport.EmissionBuilder.anEmissionOf;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import io.carbonflow.contracts.avro.CalculatedEmission;
import io.carbonflow.ledger.LedgerProbe;
import io.carbonflow.testsupport.TestStack;
import io.restassured.response.ValidatableResponse;

/** A day of a tenant, long ago, that is recalculated, seen from outside. */
final class Recalculation implements AutoCloseable {

    final LedgerProbe ledger = new LedgerProbe();
    final String run = TestStack.aTenant();
    final Instant day = Instant.parse("1990-01-01T00:00:00Z")
        .plus(ThreadLocalRandom.current().nextInt(10_000), ChronoUnit.DAYS);
    final Instant nextDay = day.plus(1, ChronoUnit.DAYS);

    /** Electricity as edition 2025.1 has it: 0.4 kg per kWh by location, 0.5 by the market. */
    CalculatedEmission electricity(String eventId, String kilowattHours) {
        var emission = anEmissionOf(anActivity().tenant(TestStack.TENANT)
            .eventId(run + eventId)
            .quantity(kilowattHours, "kWh")
            .occurredAt(day.plusSeconds(36_000))
            .build()).build();
        var amount = new BigDecimal(kilowattHours);
        emission.setResults(List.of(
                CalculatorStandIn.result("location_based", "activity", amount, "0.4", "2025.1", true),
                CalculatorStandIn.result("market_based", "activity", amount, "0.5", "2025.1", false)));
        return emission;
    }

    CalculatedEmission version(String eventId, String revision, String kilowattHours) {
        var emission = electricity(eventId, kilowattHours);
        emission.setRevision(revision);
        return emission;
    }

    void deliver(CalculatedEmission emission) {
        ledger.deliver(0, emission);
    }

    void awaitEntries(long count) {
        await().atMost(LedgerProbe.PATIENCE).until(() -> entries() >= count);
    }

    long entries() {
        return ledger.number("select count(*) from ledger.entry where starts_with(event_id, ?)", run);
    }

    /** Asks for a recalculation of the day. */
    ValidatableResponse request(String more) {
        return request(TestStack.API_KEY, "\"from\":\"%s\",\"to\":\"%s\",\"reason\":\"test\"".formatted(day, nextDay)
                + (more.isEmpty() ? "" : "," + more));
    }

    static ValidatableResponse request(String key, String members) {
        return given().header("X-API-Key", key)
            .contentType("application/json")
            .body("{" + members + "}")
            .post("/v1/recalculations")
            .then();
    }

    /** The id of a recalculation of the day whose preview is there. */
    String previewed(String more) {
        String id = request(more).statusCode(202).extract().path("id");
        awaitState(id, "previewed");
        return id;
    }

    void booked(String id) {
        act(id, "book").statusCode(202);
        awaitState(id, "booked");
    }

    void awaitState(String id, String state) {
        await().atMost(LedgerProbe.PATIENCE).until(() -> get(id, "").extract().path("state").equals(state));
    }

    static ValidatableResponse act(String id, String action) {
        return given().header("X-API-Key", TestStack.ADMIN_KEY).post("/v1/recalculations/" + id + "/" + action).then();
    }

    static ValidatableResponse get(String id, String below) {
        return given().header("X-API-Key", TestStack.VIEWER_KEY).get("/v1/recalculations/" + id + below).then();
    }

    /** What stands of the run's events, official or not, in kg CO2e by result key. */
    List<List<String>> standing() {
        return ledger.rows("""
                select e.result_key, sum(e.kg_co2e) from ledger.entry e
                where starts_with(e.event_id, ?) and e.reverses is null
                    and not exists (select from ledger.entry r where r.tenant_id = e.tenant_id and r.reverses = e.id)
                group by 1 order by 1""", run);
    }

    /** The ledger's sum of official results for a day. */
    String dayWindow(Instant start) {
        return ledger.rows("""
                select sum(kg_co2e) from ledger.rollup
                where tenant_id = ? and size = '24h' and official and window_start = ?::timestamptz""",
                TestStack.TENANT, start.toString())
            .get(0)
            .get(0);
    }

    @Override
    public void close() {
        ledger.close();
    }
}
