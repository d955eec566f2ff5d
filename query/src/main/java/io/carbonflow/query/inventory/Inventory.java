package io.carbonflow.query.inventory;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.carbonflow.accounting.quality.Interval;

/**
 * The sum of a selection, put together from its slices. One statement brings all slices, so that the total, its groups
 * and its freshness describe the same moment.
 */
final class Inventory {

    /** Stands where the entries do not share one method or set. */
    static final String MIXED = "mixed";
    /** Decimals of a share: a millionth is far below what any chart shows. */
    private static final int SHARE_SCALE = 6;
    private static final BigDecimal ZERO = BigDecimal.ZERO.setScale(6);

    static final Interval NOTHING = new Interval(ZERO, ZERO, ZERO);

    private final List<Slice> slices;
    private final Map<Map<String, Object>, Interval> ranges;
    private final Interval total;

    /**
     * An inventory of these slices.
     *
     * @param ranges of the groups, by their words; may be empty where there are none
     * @param total  the range of everything
     */
    Inventory(List<Slice> slices, Map<Map<String, Object>, Interval> ranges, Interval total) {
        this.slices = slices;
        this.ranges = ranges;
        this.total = total;
    }

    BigDecimal kgCo2e() {
        return kgCo2eOf(slices);
    }

    /** What of the total better figures are expected to replace, kg CO2e. */
    BigDecimal provisionalKgCo2e() {
        return provisionalOf(slices);
    }

    /** The same as a share, six decimals; null where the total is zero. */
    BigDecimal provisionalShare() {
        return share(provisionalKgCo2e(), kgCo2e());
    }

    /** The lower end of the total at 95 %, kg CO2e, six decimals. */
    BigDecimal lowKgCo2e() {
        return rounded(total.low());
    }

    /** The upper end of the total at 95 %, kg CO2e, six decimals. */
    BigDecimal highKgCo2e() {
        return rounded(total.high());
    }

    /** 1.0 (best) to 5.0; null where nothing is scored. */
    BigDecimal qualityScore() {
        return Scored.sum(slices).mean();
    }

    long entries() {
        return slices.stream().mapToLong(Slice::entries).sum();
    }

    Instant lastOccurred() {
        return slices.stream().map(Slice::lastOccurred).max(Comparator.naturalOrder()).orElse(null);
    }

    Instant lastBooked() {
        return slices.stream().map(Slice::lastBooked).max(Comparator.naturalOrder()).orElse(null);
    }

    /** The method every entry shares, else {@value #MIXED}; null where there is no entry. */
    String method() {
        return shared(Slice::method);
    }

    /** The set every entry was booked in, else {@value #MIXED}; null where there is no entry. */
    String gwpSet() {
        return shared(Slice::gwpSet);
    }

    /** kg CO2e by data quality, in alphabetical order. */
    Map<String, BigDecimal> byDataQuality() {
        return slices.stream()
            .collect(Collectors.groupingBy(Slice::dataQuality, TreeMap::new,
                    Collectors.collectingAndThen(Collectors.toList(), Inventory::kgCo2eOf)));
    }

    /** What each data quality contributes. */
    List<Coverage> coverage() {
        BigDecimal total = kgCo2e();
        return slices.stream()
            .collect(Collectors.groupingBy(Slice::dataQuality, TreeMap::new, Collectors.toList()))
            .entrySet()
            .stream()
            .map(entry -> {
                BigDecimal kg = kgCo2eOf(entry.getValue());
                return new Coverage(entry.getKey(), kg, entriesOf(entry.getValue()), share(kg, total));
            })
            .sorted(Comparator.comparing(Coverage::totalKgCo2e).reversed())
            .toList();
    }

    /** The groups, largest first; each names its words, then its sum. */
    List<Map<String, Object>> groups() {
        BigDecimal sum = kgCo2e();
        var byGroup = slices.stream()
            .collect(Collectors.groupingBy(Slice::group, LinkedHashMap::new, Collectors.toList()));
        return byGroup.entrySet()
            .stream()
            .sorted(Comparator.comparing((Map.Entry<Map<String, Object>, List<Slice>> entry) -> kgCo2eOf(
                    entry.getValue()))
                .reversed())
            .map(entry -> group(entry.getKey(), entry.getValue(), sum))
            .toList();
    }

    private Map<String, Object> group(Map<String, Object> words, List<Slice> slices, BigDecimal sum) {
        BigDecimal kg = kgCo2eOf(slices);
        Interval range = ranges.getOrDefault(words, total);
        var group = new LinkedHashMap<>(words);
        group.put("total_kg_co2e", kg);
        group.put("entries", entriesOf(slices));
        group.put("share", share(kg, sum));
        group.put("provisional_kg_co2e", provisionalOf(slices));
        group.put("low_kg_co2e", rounded(range.low()));
        group.put("high_kg_co2e", rounded(range.high()));
        group.put("quality_score", Scored.sum(slices).mean());
        return group;
    }

    private String shared(Function<Slice, String> property) {
        var values = slices.stream().map(property).filter(Objects::nonNull).distinct().toList();
        return values.isEmpty() ? null : values.size() == 1 ? values.get(0) : MIXED;
    }

    private static BigDecimal kgCo2eOf(List<Slice> slices) {
        return slices.stream().map(Slice::kgCo2e).reduce(ZERO, BigDecimal::add);
    }

    private static BigDecimal provisionalOf(List<Slice> slices) {
        return slices.stream().map(Slice::provisional).reduce(ZERO, BigDecimal::add);
    }

    private static BigDecimal rounded(BigDecimal kilograms) {
        return kilograms.setScale(ZERO.scale(), RoundingMode.HALF_EVEN);
    }

    private static long entriesOf(List<Slice> slices) {
        return slices.stream().mapToLong(Slice::entries).sum();
    }

    /** Null where the total is zero: a share of nothing is not a number. */
    private static BigDecimal share(BigDecimal part, BigDecimal total) {
        return total.signum() == 0 ? null : part.divide(total, SHARE_SCALE, RoundingMode.HALF_EVEN);
    }
}
