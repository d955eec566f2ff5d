package io.carbonflow.query.inventory;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The statement that sums a selection. One statement, so that the total, its groups, their ranges and their freshness
 * describe the same moment. Three kinds of rows come back:
 * <ul>
 * <li>slice: a sum per group and data quality;</li>
 * <li>group: for the range of a group, the squared distances of its factors, added up;</li>
 * <li>total: the same over all groups, because a factor that two groups share is one factor in their sum.</li>
 * </ul>
 */
final class InventoryQuery {

    static final String SLICE = "slice";
    static final String GROUP = "group";
    static final String TOTAL = "total";

    private static final String ROLLUP_SUMS = """
            sum(%1$s) as kg, sum(%1$s) filter (where ledger.is_provisional(data_quality, method)) as provisional,
            sum(kg_co2e) as booked, sum(kg_co2e_low) as low, sum(kg_co2e_high) as high,
            sum(kg_co2e_scored) as scored, sum(score_kg_co2e) as score, sum(entries) as entries,
            max(last_occurred_at) as last_occurred, max(last_booked_at) as last_booked,
            min(method) as method_first, max(method) as method_last,
            min(gwp_set) as gwp_set_first, max(gwp_set) as gwp_set_last
            from ledger.rollup""";
    private static final String ENTRY_SUMS = """
            sum(%1$s) as kg, sum(%1$s) filter (where ledger.is_provisional(data_quality, method)) as provisional,
            sum(kg_co2e) as booked, sum(coalesce(kg_co2e_low, kg_co2e)) as low,
            sum(coalesce(kg_co2e_high, kg_co2e)) as high,
            coalesce(sum(kg_co2e) filter (where quality_score is not null), 0) as scored,
            coalesce(sum(kg_co2e * quality_score), 0) as score, count(*)::numeric as entries,
            max(occurred_at) as last_occurred, max(booked_at) as last_booked,
            min(method) as method_first, max(method) as method_last,
            min(gwp_set) as gwp_set_first, max(gwp_set) as gwp_set_last
            from ledger.entry""";
    private static final String SLICES = """
            (select '%s' as level, %s quality, sum(kg) as kg, coalesce(sum(provisional), 0) as provisional,
                sum(entries)::bigint as entries, sum(scored) as scored,
                sum(score) as score, max(last_occurred) as last_occurred, max(last_booked) as last_booked,
                min(method_first) as method_first, max(method_last) as method_last,
                min(gwp_set_first) as gwp_set_first, max(gwp_set_last) as gwp_set_last,
                null::numeric as below, null::numeric as above
            from f group by %s quality limit %d)""";
    private static final String RANGES = """
            (select '%s', %s null, sum(kg), null, null, null, null, null, null, null, null, null, null,
                sum((kg - low) * (kg - low)), sum((high - kg) * (high - kg))
            from (select %s factor_id, sum(kg) as kg, %s as low, %s as high from f group by %s factor_id) factors
            %s)""";
    /** The ends stand in the set the entries were booked in; in another they are as far away in proportion. */
    private static final String IN_OTHER_SET = """
            case when sum(booked) = 0 then sum(kg) else sum(kg) * sum(%s) / sum(booked) end""";

    private InventoryQuery() {}

    /**
     * Puts the statement together.
     *
     * @param where    the conditions of the selection
     * @param rowsMax  slices beyond this are cut off, one excepted, so that too many are noticed
     */
    static String of(Selection selection, List<Dimension> groupBy, boolean fromRollup, String where, int rowsMax) {
        String words = IntStream.range(0, groupBy.size()).mapToObj(i -> "w" + i + ", ").collect(Collectors.joining());
        String named = IntStream.range(0, groupBy.size())
            .mapToObj(i -> groupBy.get(i).sql() + " as w" + i + ", ")
            .collect(Collectors.joining());
        String nothing = "null, ".repeat(groupBy.size());
        String positions = IntStream.rangeClosed(1, groupBy.size() + 2)
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(", "));
        String low = selection.gwpSet() == null ? "sum(low)" : IN_OTHER_SET.formatted("low");
        String high = selection.gwpSet() == null ? "sum(high)" : IN_OTHER_SET.formatted("high");
        return "with f as materialized (select " + named + "data_quality as quality, factor_id, "
                + (fromRollup ? ROLLUP_SUMS : ENTRY_SUMS).formatted(selection.amountColumn()) + where + " group by "
                + positions + ") " + SLICES.formatted(SLICE, words, words, rowsMax + 1)
                + (groupBy.isEmpty() ? ""
                        : " union all " + RANGES.formatted(GROUP, words, words, low, high, words,
                                "group by " + words.substring(0, words.length() - 2)))
                + " union all " + RANGES.formatted(TOTAL, nothing, "", low, high, "", "");
    }
}
