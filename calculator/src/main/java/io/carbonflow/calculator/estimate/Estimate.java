package io.carbonflow.calculator.estimate;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;

import io.carbonflow.accounting.calculation.Calculation;
import io.carbonflow.accounting.calculation.EmissionResult;
import io.carbonflow.accounting.factor.FactorPart;
import io.carbonflow.accounting.quantity.Quantity;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The answer to a request for an estimate: the official result of the activity, every result beside it in
 * {@code methods}, and what is reported elsewhere in {@code parts}. Where the activity has elements, the masses are the
 * sums of the official ones, and what is one element's alone is the first element's.
 *
 * @param co2e mass under {@code gwpSet}, in {@code co2eUnit}
 * @param co2eLow lower end of the 95 % interval
 * @param co2eHigh upper end of the 95 % interval
 * @param qualityScore 1.0 (best) to 5.0 (poorest)
 * @param pcaf PCAF's data quality score, 1 (best) to 5
 * @param scope3Category null for scopes 1 and 2
 * @param methods every result of the activity itself, the official ones first
 * @param parts the official results of derived parts, such as the supply of a fuel
 * @param elements the official sums of the legs or shares, by their names; empty where there are none
 * @param constituentGases kg of each gas, null where the factor does not split
 * @param receipt what the figure rests on, exactly as a booking would keep it
 */
@RegisterForReflection
record Estimate(BigDecimal co2e, @JsonProperty("co2e_unit") String co2eUnit,
        @JsonProperty("co2e_low") BigDecimal co2eLow, @JsonProperty("co2e_high") BigDecimal co2eHigh,
        @JsonProperty("quality_score") BigDecimal qualityScore, int pcaf, int scope,
        @JsonProperty("scope3_category") Integer scope3Category, String method, Received quantity,
        List<EstimateResult> methods, List<EstimateResult> parts, Map<String, BigDecimal> elements,
        @JsonProperty("gwp_set") String gwpSet,
        @JsonProperty("constituent_gases") EstimateResult.Gases constituentGases,
        @JsonProperty("by_gwp_set") Map<String, BigDecimal> byGwpSet,
        @JsonProperty("emission_factor") EstimateResult.Factor emissionFactor, EstimateResult.Rule methodology,
        List<EstimateResult.NoticeView> notices, @JsonRawValue String receipt) {

    static Estimate of(Calculation.Calculated calculated) {
        EmissionResult official = calculated.official();
        List<EmissionResult> counted = calculated.results()
            .stream()
            .filter(result -> result.official() && result.part() == FactorPart.ACTIVITY)
            .toList();
        var total = Total.of(counted);
        var elements = new TreeMap<String, BigDecimal>();
        counted.forEach(result -> result.element()
            .ifPresent(element -> elements.put(element, result.co2e().kilograms())));
        EstimateResult first = EstimateResult.of(official);
        return new Estimate(total.kilograms(), "kg", total.low(), total.high(), first.qualityScore(), first.pcaf(),
                first.scope(), first.scope3Category(), first.method(), Received.of(calculated.received()),
                results(calculated, true), results(calculated, false), elements, first.gwpSet(), total.gases(),
                total.byGwpSet(), first.emissionFactor(), first.methodology(), Total.notices(counted),
                official.receipt().json());
    }

    private static List<EstimateResult> results(Calculation.Calculated calculated, boolean ofActivity) {
        return calculated.results()
            .stream()
            .filter(result -> (result.part() == FactorPart.ACTIVITY) == ofActivity)
            .map(EstimateResult::of)
            .toList();
    }

    /** The quantity as it was understood. */
    @RegisterForReflection
    record Received(BigDecimal value, String unit) {

        static Received of(Quantity quantity) {
            return new Received(quantity.amount(), quantity.unit().code());
        }
    }
}
