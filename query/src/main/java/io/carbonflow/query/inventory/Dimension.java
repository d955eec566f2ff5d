package io.carbonflow.query.inventory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

import io.carbonflow.query.parameters.Parameters;

/** What an inventory can be grouped by. The expressions hold for entries and rollups alike. */
public enum Dimension {

    SCOPE("scope", "scope"),
    CATEGORY("category", "nullif(category, 0)"),
    SUPPLIER("supplier", "nullif(supplier_id, '')"),
    FACILITY("facility", "nullif(facility_id, '')"),
    COUNTRY("country", "nullif(country, '')"),
    METHOD("method", "method"),
    /** Which of an activity's emissions: its own, or a part derived from it. */
    PART("part", "part"),
    DATA_QUALITY("data_quality", "data_quality"),
    /** Kept in the entries alone: a rollup per activity code would be as long as the ledger. */
    ACTIVITY("activity", "activity");

    private final String word;
    private final String sql;

    Dimension(String word, String sql) {
        this.word = word;
        this.sql = sql;
    }

    /** The word in {@code group_by} and in the groups of the answer. */
    public String word() {
        return word;
    }

    String sql() {
        return sql;
    }

    /** Reads {@code scope,category}; absent means one group of everything. */
    static List<Dimension> parse(Parameters parameters, String name, String text) {
        if (text == null || text.isBlank()) {
            return List.of();
        }
        var dimensions = new LinkedHashSet<Dimension>();
        for (String word : text.split(",", -1)) {
            Optional<Dimension> dimension = Arrays.stream(values())
                .filter(one -> one.word.equals(word.strip()))
                .findFirst();
            if (dimension.isEmpty()) {
                parameters.refuse(name, name + " is a list of "
                        + String.join(", ", Arrays.stream(values()).map(Dimension::word).toList())
                        + "; found " + (word.isBlank() ? "an empty word" : word));
            }
            dimension.ifPresent(dimensions::add);
        }
        return new ArrayList<>(dimensions);
    }
}
