package io.carbonflow.local.demo;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.local.api.Api;
import io.carbonflow.local.api.ApiException;

/**
 * The rows the factor service publishes, read as an auditor would read them: by the documented precedence and with the
 * potentials of IPCC AR6 (WG1, table 7.15). Shares no code with the services on purpose.
 */
final class PublishedFactors {

    private static final BigDecimal AR6_METHANE_FOSSIL = new BigDecimal("29.8");
    private static final BigDecimal AR6_METHANE_NON_FOSSIL = new BigDecimal("27.0");
    private static final BigDecimal AR6_METHANE_MIXED = new BigDecimal("27.9");
    private static final BigDecimal AR6_NITROUS_OXIDE = new BigDecimal("273");
    private static final String WORLD = "WORLD";
    private static final int PAGE = 500;

    private final Rows rows;
    private final Map<String, BigDecimal> answers = new HashMap<>();

    /** Every published row of an activity, newest edition first. */
    interface Rows {
        List<JsonNode> of(String activity);
    }

    PublishedFactors(Rows rows) {
        this.rows = rows;
    }

    /** Reads the rows from {@code GET /v1/factors}, once per activity. */
    static PublishedFactors from(Api factorService) {
        var known = new HashMap<String, List<JsonNode>>();
        return new PublishedFactors(
                activity -> known.computeIfAbsent(activity, name -> read(factorService, name)));
    }

    private static List<JsonNode> read(Api factorService, String activity) {
        var rows = new ArrayList<JsonNode>();
        String cursor = "";
        while (cursor != null) {
            JsonNode page = factorService.get("/v1/factors?activity=" + activity + "&limit=" + PAGE
                    + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            page.path("items").forEach(rows::add);
            cursor = page.path("next_cursor").textValue();
        }
        return rows;
    }

    /** kg CO2e per unit under AR6, exact. */
    BigDecimal kgPerUnit(Basis.Published wanted) {
        return answers.computeIfAbsent(
                String.join("|", wanted.activity(), wanted.country(), Integer.toString(wanted.year()), wanted.unit()),
                question -> find(wanted));
    }

    private BigDecimal find(Basis.Published wanted) {
        List<JsonNode> ofActivity = rows.of(wanted.activity())
            .stream()
            .filter(row -> row.path("activity").asText().equals(wanted.activity())
                    && row.path("unit").asText().equals(wanted.unit()))
            .toList();
        return in(wanted.country(), wanted.year(), ofActivity).or(() -> in(WORLD, wanted.year(), ofActivity))
            .orElseThrow(() -> new ApiException("no published factor for " + wanted, null));
    }

    /** The year of the activity, else the nearest earlier, else the first later one; of several the highest. */
    private static Optional<BigDecimal> in(String region, int year, List<JsonNode> rows) {
        List<JsonNode> there = rows.stream().filter(row -> row.path("region").asText().equals(region)).toList();
        Optional<Integer> nearest = there.stream()
            .map(row -> row.path("year").asInt())
            .filter(y -> y <= year)
            .max(Comparator.naturalOrder())
            .or(() -> there.stream().map(row -> row.path("year").asInt()).min(Comparator.naturalOrder()));
        return nearest.flatMap(chosen -> there.stream()
            .filter(row -> row.path("year").asInt() == chosen)
            .map(PublishedFactors::ar6)
            .max(Comparator.naturalOrder()));
    }

    /** The published CO2e if it stands in AR6 or the gases are not all given, else the gases by their potentials. */
    static BigDecimal ar6(JsonNode row) {
        boolean hasGases = row.has("kg_co2") && row.has("kg_ch4") && row.has("kg_n2o");
        if (row.has("kg_co2e") && (row.path("gwp_set").asText().equals("AR6") || !hasGases)) {
            return row.get("kg_co2e").decimalValue();
        }
        return amount(row, "kg_co2").add(amount(row, "kg_ch4").multiply(methane(row)))
            .add(amount(row, "kg_n2o").multiply(AR6_NITROUS_OXIDE));
    }

    private static BigDecimal amount(JsonNode row, String gas) {
        return row.has(gas) ? row.get(gas).decimalValue() : BigDecimal.ZERO;
    }

    private static BigDecimal methane(JsonNode row) {
        return switch (row.path("methane_origin").asText()) {
            case "fossil" -> AR6_METHANE_FOSSIL;
            case "non_fossil" -> AR6_METHANE_NON_FOSSIL;
            default -> AR6_METHANE_MIXED;
        };
    }
}
