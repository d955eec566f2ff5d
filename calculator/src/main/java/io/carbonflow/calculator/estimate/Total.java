package io.carbonflow.calculator.estimate;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.carbonflow.accounting.calculation.EmissionResult;
import io.carbonflow.accounting.gas.GasMasses;
import io.carbonflow.accounting.gas.GwpSet;
import io.carbonflow.accounting.quality.Interval;

/**
 * The sum of the official results of an activity's elements.
 *
 * @param kilograms kg CO2e
 * @param low lower end of the 95 % interval, by the rule for sums of {@link Interval}
 * @param high upper end of the 95 % interval
 * @param gases kg of each gas; null of one that is not known of every element
 * @param byGwpSet kg CO2e under each set
 */
record Total(BigDecimal kilograms, BigDecimal low, BigDecimal high, EstimateResult.Gases gases,
        Map<String, BigDecimal> byGwpSet) {

    static Total of(List<EmissionResult> results) {
        Map<String, Interval> byFactor = results.stream()
            .collect(Collectors.toMap(result -> result.factor().id(),
                    result -> new Interval(result.co2e().kilograms(), result.lowKilograms(), result.highKilograms()),
                    Interval::plusDependent, TreeMap::new));
        Interval sum = byFactor.size() == 1
                ? byFactor.values().iterator().next()
                : Interval.sumOfIndependent(byFactor.values());
        var bySet = new TreeMap<String, BigDecimal>();
        for (GwpSet set : GwpSet.values()) {
            bySet.put(set.name(), sum(results, result -> result.amounts().under(set).kilograms()));
        }
        return new Total(sum.kilograms(), sum.low(), sum.high(), gases(results), bySet);
    }

    /** Every remark on any of the results, once. */
    static List<EstimateResult.NoticeView> notices(List<EmissionResult> results) {
        return results.stream()
            .flatMap(result -> result.notices().stream())
            .map(EstimateResult.NoticeView::of)
            .distinct()
            .toList();
    }

    private static EstimateResult.Gases gases(List<EmissionResult> results) {
        if (results.size() == 1) {
            return EstimateResult.Gases.of(results.get(0).amounts().gases());
        }
        return new EstimateResult.Gases(gas(results, GasMasses::co2), gas(results, GasMasses::ch4),
                gas(results, GasMasses::n2o), gas(results, GasMasses::biogenicCo2), others(results));
    }

    private static Map<String, BigDecimal> others(List<EmissionResult> results) {
        var others = new TreeMap<String, BigDecimal>();
        for (EmissionResult result : results) {
            result.amounts()
                .gases()
                .other()
                .kilograms()
                .forEach((species, mass) -> others.merge(species, mass,
                        BigDecimal::add));
        }
        return others;
    }

    private static BigDecimal gas(List<EmissionResult> results, Function<GasMasses, BigDecimal> gas) {
        var masses = new ArrayList<BigDecimal>();
        for (EmissionResult result : results) {
            BigDecimal mass = gas.apply(result.amounts().gases());
            if (mass == null) {
                return null;
            }
            masses.add(mass);
        }
        return masses.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal sum(List<EmissionResult> results, Function<EmissionResult, BigDecimal> mass) {
        return results.stream().map(mass).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
