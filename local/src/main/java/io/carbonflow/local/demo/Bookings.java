package io.carbonflow.local.demo;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.local.api.Api;

/** What the ledger holds of a run. */
final class Bookings {

    private static final int PAGE = 1_000;

    private final Map<String, Booking> byEvent = new HashMap<>();

    /** One event's official figure. */
    record Booking(BigDecimal kgCo2e, Instant bookedAt, int entries) {

        Booking plus(Booking other) {
            return new Booking(kgCo2e.add(other.kgCo2e), bookedAt.isAfter(other.bookedAt) ? bookedAt : other.bookedAt,
                    entries + other.entries);
        }
    }

    /** Pages through everything booked since a time and keeps the official entries of these events. */
    static Bookings read(Api ledger, Instant since, Set<String> events) {
        var bookings = new Bookings();
        String cursor = "";
        while (cursor != null) {
            JsonNode page = ledger.get("/v1/entries?booked_from=" + since + "&limit=" + PAGE
                    + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            for (JsonNode entry : page.path("items")) {
                String event = entry.path("event_id").asText();
                if (entry.path("official").asBoolean() && events.contains(event)) {
                    bookings.byEvent.merge(event, new Booking(entry.path("kg_co2e").decimalValue(),
                            Instant.parse(entry.path("booked_at").asText()), 1), Booking::plus);
                }
            }
            cursor = page.path("next_cursor").textValue();
        }
        return bookings;
    }

    Map<String, Booking> byEvent() {
        return byEvent;
    }

    BigDecimal total() {
        return byEvent.values().stream().map(Booking::kgCo2e).reduce(BigDecimal.ZERO.setScale(6), BigDecimal::add);
    }
}
