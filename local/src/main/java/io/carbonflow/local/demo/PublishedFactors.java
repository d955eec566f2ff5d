package io.carbonflow.local.demo;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.local.api.Api;
import io.carbonflow.local.api.ApiException;

/**
 * The rows the factor service publishes and the price levels it uses, read as an auditor would read them: by the
 * documented precedence. Shares no code with the services on purpose.
 */
final class PublishedFactors {

    static final String ACTIVITY = "activity";
    private static final String WORLD = "WORLD";
    private static final int PAGE = 500;
    /** Publishers whose figures go before those of others for the same place, year and edition. */
    private static final List<String> SETS = List.of("desnz", "epa", "ember");
    /** Countries whose own publisher goes before international statistics, whatever the year. */
    private static final Map<String, String> NATIONAL = Map.of("GB", "desnz", "US", "epa");
    private static final List<String> INTERNATIONAL = List.of("ember", "owid");
    /** A price level further away than this is not used. */
    private static final int YEARS_APART_MAX = 2;

    private final Rows rows;
    private final TreeMap<Integer, BigDecimal> priceLevels;
    private final Map<String, Optional<PublishedRow>> answers = new HashMap<>();

    /** Every published row of an activity, newest edition first. */
    interface Rows {
        List<JsonNode> of(String activity);
    }

    /** @param priceLevels of the US dollar, by year */
    PublishedFactors(Rows rows, Map<Integer, BigDecimal> priceLevels) {
        this.rows = rows;
        this.priceLevels = new TreeMap<>(priceLevels);
    }

    /** Reads the rows from {@code GET /v1/factors}, once per activity, and the levels from {@code GET /v1/prices}. */
    static PublishedFactors from(Api factorService) {
        var known = new HashMap<String, List<JsonNode>>();
        var levels = new HashMap<Integer, BigDecimal>();
        factorService.get("/v1/prices")
            .path("price_levels")
            .forEach(level -> levels.put(level.path("year").asInt(), level.path("value").decimalValue()));
        return new PublishedFactors(
                activity -> known.computeIfAbsent(activity, name -> read(factorService, name)), levels);
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

    /** The row of the activity itself. */
    PublishedRow ofActivity(Basis.Published wanted) {
        return of(ACTIVITY, wanted)
            .orElseThrow(() -> new ApiException("no published factor for " + wanted, null));
    }

    /** The row of a part of the activity's emissions; empty where nobody publishes one. */
    Optional<PublishedRow> of(String part, Basis.Published wanted) {
        return answers.computeIfAbsent(String.join("|", part, wanted.activity(), wanted.country(),
                Integer.toString(wanted.year()), wanted.unit()), question -> find(part, wanted));
    }

    /**
     * Money of one year in the prices of another: by the levels of both years, else of the nearest year within two, the
     * earlier of two as near; as it is where a level is missing.
     */
    BigDecimal inPricesOf(int factorYear, BigDecimal amount, int year) {
        var then = level(year);
        var now = level(factorYear);
        return year == factorYear || then.isEmpty() || now.isEmpty() ? amount
                : amount.multiply(now.get()).divide(then.get(), MathContext.DECIMAL128);
    }

    private Optional<BigDecimal> level(int year) {
        return priceLevels.keySet()
            .stream()
            .filter(known -> Math.abs(known - year) <= YEARS_APART_MAX)
            .min(Comparator.comparing((Integer known) -> Math.abs(known - year)).thenComparing(known -> known))
            .map(priceLevels::get);
    }

    private Optional<PublishedRow> find(String part, Basis.Published wanted) {
        var seen = new HashSet<String>();
        List<PublishedRow> fitting = rows.of(wanted.activity())
            .stream()
            .map(PublishedRow::new)
            .filter(row -> seen.add(row.text("id"))) // a newer edition's row replaces the same id of an older one
            .filter(row -> row.text("activity").equals(wanted.activity()) && row.part().equals(part)
                    && row.text("unit").equals(wanted.unit()))
            .toList();
        return in(wanted.country(), wanted.year(), fitting).or(() -> in(WORLD, wanted.year(), fitting));
    }

    /** The year of the activity, else the nearest earlier, else the first later one; then edition, publisher, highest. */
    private static Optional<PublishedRow> in(String region, int year, List<PublishedRow> rows) {
        List<PublishedRow> there = ofNationalPublisher(region,
                rows.stream().filter(row -> row.text("region").equals(region)).toList());
        Optional<Integer> nearest = there.stream()
            .map(PublishedRow::year)
            .filter(y -> y <= year)
            .max(Comparator.naturalOrder())
            .or(() -> there.stream().map(PublishedRow::year).min(Comparator.naturalOrder()));
        List<PublishedRow> ofYear = nearest.map(chosen -> there.stream().filter(row -> row.year() == chosen).toList())
            .orElse(List.of());
        return ofYear.stream()
            .filter(row -> row.text("edition").equals(ofYear.get(0).text("edition")))
            .min(Comparator.comparing(PublishedFactors::rank)
                .thenComparing(PublishedRow::kgPerUnit, Comparator.reverseOrder()));
    }

    private static List<PublishedRow> ofNationalPublisher(String region, List<PublishedRow> there) {
        String national = NATIONAL.get(region);
        return there.stream().anyMatch(row -> row.text("set").equals(national))
                ? there.stream().filter(row -> !INTERNATIONAL.contains(row.text("set"))).toList()
                : there;
    }

    private static int rank(PublishedRow row) {
        int place = SETS.indexOf(row.text("set"));
        return place < 0 ? SETS.size() : place;
    }
}
