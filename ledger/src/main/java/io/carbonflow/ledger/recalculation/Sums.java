package io.carbonflow.ledger.recalculation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.carbonflow.ledger.chain.BookedResult;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.json.JsonObject;

/** What a reconciliation has added up so far, as the progress of its job keeps it: decimals as texts, exact. */
final class Sums {

    private final JsonObject json;

    private Sums(JsonObject json) {
        this.json = json;
    }

    /** The sums of some progress; what is added goes there. */
    static Sums in(JsonObject progress) {
        if (!progress.containsKey("sums")) {
            progress.put("sums", new JsonObject());
        }
        return new Sums(progress.getJsonObject("sums"));
    }

    /**
     * The sums of one scope, category and method, in kg CO2e.
     *
     * @param entries       what is booked adds up to
     * @param recomputed    what the events come to, as far as they could be worked out
     * @param notRecomputed what is booked of the others
     * @param rollups       what the sums beside the entries add up to, of the same entries
     * @param difference    of the entries to what they should be
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Sum(int scope, Integer category, String method, boolean official, BigDecimal entries, BigDecimal recomputed,
            BigDecimal notRecomputed, BigDecimal rollups, BigDecimal difference) {}

    void entries(BookedResult of, BigDecimal kilograms) {
        add(of.scope(), of.category(), of.method(), of.official(), "entries", kilograms);
    }

    void recomputed(BookedResult of, BigDecimal kilograms) {
        add(of.scope(), of.category(), of.method(), of.official(), "recomputed", kilograms);
    }

    void notRecomputed(BookedResult of, BigDecimal kilograms) {
        add(of.scope(), of.category(), of.method(), of.official(), "not_recomputed", kilograms);
    }

    /** What should be there and is not. */
    void missing(Finding finding) {
        add(finding.scope(), finding.category(), finding.method(), finding.official(), "recomputed",
                finding.recomputed());
    }

    /** By how much a sum beside the entries is more than theirs. */
    void rollup(Finding finding) {
        add(finding.scope(), finding.category(), finding.method(), finding.official(), "rollup_excess",
                finding.booked().subtract(finding.recomputed()));
    }

    private void add(int scope, Integer category, String method, boolean official, String name, BigDecimal more) {
        String key = scope + "|" + (category == null ? "" : category) + "|" + method + "|" + official;
        if (!json.containsKey(key)) {
            json.put(key, new JsonObject());
        }
        var sum = json.getJsonObject(key);
        sum.put(name, amount(sum, name).add(more).toPlainString());
    }

    private static BigDecimal amount(JsonObject sum, String name) {
        return new BigDecimal(sum.getString(name, "0.000000"));
    }

    List<Sum> all() {
        var sums = new ArrayList<Sum>();
        for (String key : json.fieldNames()) {
            String[] parts = key.split("\\|", -1);
            var sum = json.getJsonObject(key);
            BigDecimal entries = amount(sum, "entries");
            BigDecimal recomputed = amount(sum, "recomputed");
            BigDecimal notRecomputed = amount(sum, "not_recomputed");
            sums.add(new Sum(Integer.parseInt(parts[0]), parts[1].isEmpty() ? null : Integer.valueOf(parts[1]),
                    parts[2], Boolean.parseBoolean(parts[3]), entries, recomputed, notRecomputed,
                    entries.add(amount(sum, "rollup_excess")), entries.subtract(recomputed).subtract(notRecomputed)));
        }
        sums.sort(Comparator.comparing(Sum::scope)
            .thenComparing(sum -> sum.category() == null ? 0 : sum.category())
            .thenComparing(Sum::method)
            .thenComparing(Sum::official));
        return sums;
    }

    /** All that differs anywhere, whatever the sign: 0 where everything is as it should be. */
    BigDecimal difference() {
        return all().stream()
            .map(sum -> sum.difference().abs().add(sum.rollups().subtract(sum.entries()).abs()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
