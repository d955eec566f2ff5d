package io.carbonflow.local.demo;

import java.math.BigDecimal;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.local.api.ApiException;

/** A row of the factor library, read with the potentials of IPCC AR6 (WG1, table 7.15). */
record PublishedRow(JsonNode json) {

    private static final BigDecimal AR6_METHANE_FOSSIL = new BigDecimal("29.8");
    private static final BigDecimal AR6_METHANE_NON_FOSSIL = new BigDecimal("27.0");
    private static final BigDecimal AR6_METHANE_MIXED = new BigDecimal("27.9");
    private static final BigDecimal AR6_NITROUS_OXIDE = new BigDecimal("273");

    String text(String field) {
        return json.path(field).asText();
    }

    int year() {
        return json.path("year").asInt();
    }

    /** Rows of before there were parts are of the activity itself. */
    String part() {
        return json.path("part").asText("activity");
    }

    /** Whether the supply of the fuel is in the figure, and cannot be told from it. */
    boolean isLifeCycle() {
        return text("boundary").equals("life_cycle");
    }

    /**
     * kg CO2e per unit, exact: as published if that stands in AR6 or the gases are not all given, else the gases by their
     * potentials and, where the figure includes the supply of the fuel, that on top, as the gases are without it.
     */
    BigDecimal kgPerUnit() {
        if (json.has("kg_other_gases")) {
            throw new ApiException("the demo uses no gas but CO2, CH4 and N2O, found " + text("id"), null);
        }
        boolean hasGases = json.has("kg_co2") && json.has("kg_ch4") && json.has("kg_n2o");
        if (json.has("kg_co2e") && (text("gwp_set").equals("AR6") || !hasGases)) {
            return json.get("kg_co2e").decimalValue();
        }
        return amount("kg_co2").add(amount("kg_ch4").multiply(methane()))
            .add(amount("kg_n2o").multiply(AR6_NITROUS_OXIDE))
            .add(amount("kg_co2e_wtt"));
    }

    private BigDecimal amount(String field) {
        return json.has(field) ? json.get(field).decimalValue() : BigDecimal.ZERO;
    }

    private BigDecimal methane() {
        return switch (text("methane_origin")) {
            case "fossil" -> AR6_METHANE_FOSSIL;
            case "non_fossil" -> AR6_METHANE_NON_FOSSIL;
            default -> AR6_METHANE_MIXED;
        };
    }
}
