package io.carbonflow.calculator.estimate;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;

import io.carbonflow.accounting.calculation.EmissionResult;
import io.carbonflow.accounting.factor.Notice;
import io.carbonflow.accounting.gas.GasMasses;
import io.carbonflow.accounting.gas.GwpSet;
import io.carbonflow.accounting.receipt.Amounts;
import io.carbonflow.accounting.receipt.AppliedFactor;
import io.carbonflow.accounting.receipt.Working;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * One result with all that explains it.
 *
 * @param key unique in the answer
 * @param element the leg or share it is the result of; null for the whole
 * @param co2e kg under {@code gwpSet}
 * @param low lower end of the 95 % interval
 * @param high upper end of the 95 % interval
 * @param receipt what the figure rests on, exactly as a booking would keep it
 */
@RegisterForReflection
record EstimateResult(String key, String method, boolean official, String part, String element,
        @JsonProperty("facility_id") String facilityId, @JsonProperty("product_id") String productId, BigDecimal co2e,
        @JsonProperty("co2e_unit") String co2eUnit, BigDecimal low, BigDecimal high,
        @JsonProperty("quality_score") BigDecimal qualityScore, int pcaf, int scope,
        @JsonProperty("scope3_category") Integer scope3Category, @JsonProperty("gwp_set") String gwpSet,
        @JsonProperty("constituent_gases") Gases constituentGases,
        @JsonProperty("by_gwp_set") Map<String, BigDecimal> byGwpSet,
        @JsonProperty("emission_factor") Factor emissionFactor, Rule methodology, List<NoticeView> notices,
        @JsonRawValue String receipt) {

    static EstimateResult of(EmissionResult result) {
        Working working = result.working();
        return new EstimateResult(result.key(), working.method().code(), result.official(), result.part().code(),
                result.element().orElse(null), result.facilityId(), result.productId(), result.co2e().kilograms(),
                "kg", result.lowKilograms(), result.highKilograms(), result.quality().score(),
                result.quality().pcaf(), working.attribution().scope(),
                working.attribution().category().isPresent() ? working.attribution().category().getAsInt() : null,
                working.gwpSet().name(), Gases.of(result.amounts().gases()), byGwpSet(result.amounts()),
                Factor.of(result.factor(), working.gwpSet()),
                new Rule(working.methodology().id(), working.methodology().version()),
                result.notices().stream().map(NoticeView::of).toList(), result.receipt().json());
    }

    private static Map<String, BigDecimal> byGwpSet(Amounts amounts) {
        var masses = new TreeMap<String, BigDecimal>();
        for (GwpSet set : GwpSet.values()) {
            masses.put(set.name(), amounts.under(set).kilograms());
        }
        return masses;
    }

    /**
     * Masses of the gases themselves in kg.
     *
     * @param other of gases other than CO2, CH4 and N2O, by species; empty where there are none
     */
    @RegisterForReflection
    record Gases(BigDecimal co2, BigDecimal ch4, BigDecimal n2o,
            @JsonProperty("biogenic_co2") BigDecimal biogenicCo2, Map<String, BigDecimal> other) {

        static Gases of(GasMasses gases) {
            return new Gases(gases.co2(), gases.ch4(), gases.n2o(), gases.biogenicCo2(), gases.other().kilograms());
        }
    }

    /** The factor, its value under the official set. */
    @RegisterForReflection
    record Factor(String id, String edition, BigDecimal value, String unit, String source, String region, int year) {

        static Factor of(AppliedFactor factor, GwpSet set) {
            return new Factor(factor.id(), factor.edition(), factor.valueUnder(set), factor.unitText(),
                    factor.source(), factor.region(), factor.year());
        }
    }

    /** A versioned methodology. */
    @RegisterForReflection
    record Rule(String id, int version) {}

    /** A remark, as a stable code and in words. */
    @RegisterForReflection
    record NoticeView(String code, String detail) {

        static NoticeView of(Notice notice) {
            return new NoticeView(notice.code().name(), notice.detail());
        }
    }
}
