package io.carbonflow.factorservice.difference;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import io.carbonflow.accounting.factor.EmissionFactor;
import io.carbonflow.accounting.factor.FactorEdition;
import io.carbonflow.accounting.gas.GwpSet;
import io.carbonflow.factorservice.selection.Change;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** What one edition says otherwise than another, factor by factor; a factor is the same where its id is. */
final class EditionDifference {

    /** What may differ, by the column it stands in. */
    private static final Map<String, Function<EmissionFactor, Object>> FIELDS = fields();

    private final List<FactorDifference> items;
    private final Summary summary;

    private EditionDifference(List<FactorDifference> items, int unchanged) {
        this.items = items;
        this.summary = new Summary(count(items, FactorDifference.ADDED), count(items, FactorDifference.REMOVED),
                count(items, FactorDifference.CHANGED), unchanged);
    }

    /** How many factors are added, removed, changed and the same. */
    @RegisterForReflection
    public record Summary(int added, int removed, int changed, int unchanged) {}

    static EditionDifference between(FactorEdition older, FactorEdition newer) {
        var left = new HashMap<String, EmissionFactor>();
        older.factors().forEach(factor -> left.put(factor.id(), factor));
        var items = new ArrayList<FactorDifference>();
        int unchanged = 0;
        for (EmissionFactor factor : newer.factors()) {
            EmissionFactor before = left.remove(factor.id());
            if (before == null) {
                items.add(of(FactorDifference.ADDED, null, factor, List.of()));
                continue;
            }
            List<String> fields = changedFields(before, factor);
            if (fields.isEmpty()) {
                unchanged++;
            } else {
                items.add(of(FactorDifference.CHANGED, before, factor, fields));
            }
        }
        left.values().forEach(removed -> items.add(of(FactorDifference.REMOVED, removed, null, List.of())));
        items.sort(Comparator.comparing(FactorDifference::position));
        return new EditionDifference(List.copyOf(items), unchanged);
    }

    /** By activity, region, year and id. */
    List<FactorDifference> items() {
        return items;
    }

    Summary summary() {
        return summary;
    }

    private static int count(List<FactorDifference> items, String change) {
        return (int) items.stream().filter(item -> item.change().equals(change)).count();
    }

    private static FactorDifference of(String change, EmissionFactor before, EmissionFactor after,
            List<String> fields) {
        EmissionFactor named = after == null ? before : after;
        BigDecimal oldValue = before == null ? null : before.kgCo2ePerUnit(GwpSet.AR6);
        BigDecimal newValue = after == null ? null : after.kgCo2ePerUnit(GwpSet.AR6);
        boolean comparable = before != null && after != null && before.unit().equals(after.unit());
        return new FactorDifference(change, named.id(), named.activity(), named.region().code(), named.year(),
                oldValue, before == null ? null : before.unit().code(), newValue,
                after == null ? null : after.unit().code(),
                comparable ? Change.percent(oldValue, newValue) : null, fields);
    }

    private static List<String> changedFields(EmissionFactor before, EmissionFactor after) {
        return FIELDS.entrySet()
            .stream()
            .filter(field -> !same(field.getValue().apply(before), field.getValue().apply(after)))
            .map(Map.Entry::getKey)
            .toList();
    }

    private static boolean same(Object one, Object other) {
        return one instanceof BigDecimal left && other instanceof BigDecimal right
                ? left.compareTo(right) == 0
                : Objects.equals(one, other);
    }

    private static Map<String, Function<EmissionFactor, Object>> fields() {
        var fields = new LinkedHashMap<String, Function<EmissionFactor, Object>>();
        fields.put("activity", EmissionFactor::activity);
        fields.put("part", EmissionFactor::part);
        fields.put("region", EmissionFactor::region);
        fields.put("year", EmissionFactor::year);
        fields.put("valid_from", EmissionFactor::validFrom);
        fields.put("valid_to", EmissionFactor::validTo);
        fields.put("unit", EmissionFactor::unit);
        fields.put("kg_co2e", EmissionFactor::kgCo2e);
        fields.put("kg_co2e_wtt", EmissionFactor::kgCo2eWellToTank);
        fields.put("kg_co2", factor -> factor.gases().co2());
        fields.put("kg_ch4", factor -> factor.gases().ch4());
        fields.put("kg_n2o", factor -> factor.gases().n2o());
        fields.put("kg_biogenic_co2", factor -> factor.gases().biogenicCo2());
        fields.put("methane_origin", factor -> factor.gases().methaneOrigin());
        fields.put("other_gases", factor -> factor.gases().other().text());
        fields.put("gwp_set", EmissionFactor::publishedGwpSet);
        fields.put("boundary", EmissionFactor::boundary);
        fields.put("method", EmissionFactor::method);
        fields.put("scope", EmissionFactor::scope);
        fields.put("category", EmissionFactor::category);
        fields.put("publisher", factor -> factor.source().publisher());
        fields.put("publication", factor -> factor.source().publication());
        fields.put("locator", factor -> factor.source().locator());
        fields.put("licence", factor -> factor.source().licence());
        fields.put("set", factor -> factor.source().set());
        fields.put("quality", EmissionFactor::quality);
        fields.put("proxy", EmissionFactor::proxy);
        fields.put("notes", EmissionFactor::notes);
        return fields;
    }
}
