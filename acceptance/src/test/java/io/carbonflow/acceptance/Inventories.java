package io.carbonflow.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/** What the tests ask the stack again and again. */
final class Inventories {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final RunningStack stack;

    Inventories(RunningStack stack) {
        this.stack = stack;
    }

    /** Waits until the event is booked; all its entries. */
    List<JsonNode> entriesOf(String eventId) {
        var entries = new ArrayList<JsonNode>();
        await().atMost(PATIENCE).untilAsserted(() -> {
            entries.clear();
            stack.api("LEDGER").get("/v1/entries?event_id=" + eventId).json().path("items").forEach(entries::add);
            assertThat(entries).as("entries of " + eventId).isNotEmpty();
        });
        return entries;
    }

    /** The official kilograms of an event. */
    BigDecimal kilogramsOf(String eventId) {
        return entriesOf(eventId).stream()
            .filter(entry -> entry.path("official").asBoolean(true))
            .map(entry -> entry.path("kg_co2e").decimalValue())
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The supplier's inventory over all time. */
    JsonNode supplier(String supplierId) {
        return stack.api("QUERY")
            .get("/v1/suppliers/" + supplierId
                    + "/inventory?start_date=2020-01-01&end_date=2030-12-31")
            .json();
    }

    JsonNode conservation() {
        return stack.api("LEDGER").get("/v1/conservation").json();
    }

    /** Waits until nothing is under way, and says whether every item is accounted for. */
    JsonNode settledConservation() {
        var settled = new ArrayList<JsonNode>();
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            settled.clear();
            settled.add(conservation());
            assertThat(settled.get(0).path("in_flight").asLong(-1)).as(settled.get(0).toString()).isZero();
        });
        return settled.get(0);
    }

    /** Waits for a dead letter of this source with this code. */
    JsonNode deadLetter(String source, String code) {
        var found = new ArrayList<JsonNode>();
        await().atMost(PATIENCE).untilAsserted(() -> {
            found.clear();
            stack.api("GATEWAY")
                .get("/v1/dead-letters?source=" + source + "&reason=" + code)
                .json()
                .path("items")
                .forEach(found::add);
            assertThat(found).as("dead letters of %s with %s", source, code).isNotEmpty();
        });
        return found.get(0);
    }
}
