package io.carbonflow.local.demo;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.local.api.Api;

/** What the ledger holds of a run. */
final class Bookings {

    private static final int PAGE = 1_000;
    private static final int DECIMALS = 6;

    private final Map<String, Map<String, BigDecimal>> byEvent = new TreeMap<>();
    private final Map<String, Instant> bookedAt = new HashMap<>();
    private int repeated;

    /** Pages through everything booked since a time and keeps the official entries of these events. */
    static Bookings read(Api ledger, Instant since, Set<String> events) {
        var bookings = new Bookings();
        String cursor = "";
        while (cursor != null) {
            JsonNode page = ledger.get("/v1/entries?booked_from=" + since + "&limit=" + PAGE
                    + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            for (JsonNode entry : page.path("items")) {
                if (entry.path("official").asBoolean() && events.contains(entry.path("event_id").asText())) {
                    bookings.add(entry);
                }
            }
            cursor = page.path("next_cursor").textValue();
        }
        return bookings;
    }

    private void add(JsonNode entry) {
        String event = entry.path("event_id").asText();
        BigDecimal kilograms = entry.path("kg_co2e").decimalValue().setScale(DECIMALS);
        BigDecimal present = byEvent.computeIfAbsent(event, id -> new TreeMap<>())
            .putIfAbsent(entry.path("part").asText(PublishedFactors.ACTIVITY), kilograms);
        if (present != null) {
            byEvent.get(event).merge(entry.path("part").asText(PublishedFactors.ACTIVITY), kilograms, BigDecimal::add);
            repeated++;
        }
        bookedAt.put(event, Instant.parse(entry.path("booked_at").asText()));
    }

    /** kg CO2e of the official entries, by event and part. */
    Map<String, Map<String, BigDecimal>> byEvent() {
        return byEvent;
    }

    Map<String, Instant> bookedAt() {
        return bookedAt;
    }

    /** Official entries beyond the first of a part; none of the demo's events is split. */
    int repeated() {
        return repeated;
    }

    BigDecimal total() {
        return total(byEvent);
    }

    static BigDecimal total(Map<String, Map<String, BigDecimal>> byEvent) {
        return byEvent.values()
            .stream()
            .flatMap(parts -> parts.values().stream())
            .reduce(BigDecimal.ZERO.setScale(DECIMALS), BigDecimal::add);
    }
}
