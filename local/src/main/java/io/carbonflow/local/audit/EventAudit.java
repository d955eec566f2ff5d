package io.carbonflow.local.audit;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Compares what was sent with what is booked: each event once, and each mass from the sender's own quantity. */
final class EventAudit {

    private static final int FETCH = 500;
    private static final int DECIMALS = 6;
    /** Sizes of units in the first of their kind. */
    private static final Map<String, BigDecimal> SIZES = Map.of("kWh", BigDecimal.ONE, "MWh",
            BigDecimal.valueOf(1000), "L", BigDecimal.ONE, "m3", BigDecimal.valueOf(1000), "kg", BigDecimal.ONE, "t",
            BigDecimal.valueOf(1000), "g", new BigDecimal("0.001"));
    private static final ObjectMapper JSON = new ObjectMapper()
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final Connection database;
    private final Findings findings;
    private final Map<String, SentEvent> sent;

    EventAudit(Connection database, Findings findings, Iterable<SentEvent> sent) {
        this.database = database;
        this.findings = findings;
        this.sent = new HashMap<>();
        sent.forEach(event -> this.sent.put(event.id(), event));
    }

    /** Looks at the tenant's events whose ids begin like this. */
    void check(String tenantId, String prefix) throws SQLException {
        var official = new HashMap<String, Integer>();
        var booked = BigDecimal.ZERO;
        var expected = BigDecimal.ZERO;
        long entries = 0;
        try (var statement = database.prepareStatement(
                "select * from ledger.entry where tenant_id = ? and starts_with(event_id, ?)")) {
            statement.setString(1, tenantId);
            statement.setString(2, prefix);
            statement.setFetchSize(FETCH);
            try (var entry = statement.executeQuery()) {
                while (entry.next()) {
                    String id = entry.getString("event_id");
                    if (entry.getBoolean("official") && entry.getString("part").equals("activity")) {
                        official.merge(id, 1, Integer::sum);
                    }
                    if (sent.containsKey(id)) {
                        booked = booked.add(entry.getBigDecimal("kg_co2e"));
                        expected = expected.add(expected(entry, sent.get(id)));
                    }
                    entries++;
                }
            }
        }
        sent.keySet().forEach(id -> {
            if (official.getOrDefault(id, 0) != 1) {
                findings.wrong("event " + id + " was acknowledged and is booked " + official.getOrDefault(id, 0)
                        + " times");
            }
        });
        official.keySet()
            .stream()
            .filter(id -> !sent.containsKey(id))
            .forEach(id -> findings.wrong("event " + id + " is booked and was never sent"));
        findings.expect("the sum of all " + entries + " entries", booked.toPlainString(), expected.toPlainString());
        findings.looked("events     %,d sent, each booked once; %,d entries, %s kg CO2e, recomputed %s"
            .formatted(sent.size(), entries, booked.toPlainString(), expected.toPlainString()));
    }

    /** Quantity as sent times the factor the receipt names, rounded once. */
    private BigDecimal expected(ResultSet entry, SentEvent event) throws SQLException {
        JsonNode factor = receipt(entry).path("factor");
        var perSize = SIZES.get(factor.path("per").asText());
        var massSize = SIZES.get(factor.path("mass_unit").asText());
        var unitSize = SIZES.get(event.unit());
        if (perSize == null || massSize == null || unitSize == null) {
            findings.wrong("entry " + entry.getString("id") + " has a factor per " + factor.path("per")
                    + ", which is none of " + SIZES.keySet().stream().sorted().collect(Collectors.joining(", ")));
            return BigDecimal.ZERO;
        }
        var kilograms = event.quantity()
            .multiply(unitSize)
            .divide(perSize, MathContext.DECIMAL128)
            .multiply(new BigDecimal(factor.path("value").asText()))
            .multiply(massSize)
            .setScale(DECIMALS, RoundingMode.HALF_EVEN);
        findings.expect("the mass of entry " + entry.getString("id"),
                entry.getBigDecimal("kg_co2e").toPlainString(), kilograms.toPlainString());
        return kilograms;
    }

    private static JsonNode receipt(ResultSet entry) throws SQLException {
        try {
            return JSON.readTree(entry.getString("receipt"));
        } catch (JsonProcessingException e) {
            throw new SQLException("the receipt of entry " + entry.getString("id") + " is no JSON", e);
        }
    }
}
