package io.carbonflow.calculator.estimate;

import java.math.BigDecimal;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;

import io.carbonflow.accounting.calculation.Calculation;
import io.carbonflow.accounting.calculation.EmissionResult;
import io.carbonflow.accounting.gas.GasMasses;
import io.carbonflow.accounting.receipt.AppliedFactor;
import io.carbonflow.accounting.receipt.Working;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The answer to a request for an estimate: the official result, and every result beside it in {@code methods}.
 *
 * @param co2e mass under {@code gwpSet}, in {@code co2eUnit}
 * @param co2eLow lower bound; null as long as the factor states no uncertainty
 * @param co2eHigh upper bound; null as long as the factor states no uncertainty
 * @param scope3Category null for scopes 1 and 2
 * @param constituentGases kg of each gas, null where the factor does not split
 * @param receipt what the figure rests on, exactly as a booking would keep it
 */
@RegisterForReflection
record Estimate(BigDecimal co2e, @JsonProperty("co2e_unit") String co2eUnit,
        @JsonProperty("co2e_low") BigDecimal co2eLow,
        @JsonProperty("co2e_high") BigDecimal co2eHigh, int scope,
        @JsonProperty("scope3_category") Integer scope3Category, String method, List<Method> methods,
        @JsonProperty("gwp_set") String gwpSet, @JsonProperty("constituent_gases") Gases constituentGases,
        @JsonProperty("emission_factor") Factor emissionFactor, List<NoticeView> notices,
        @JsonRawValue String receipt) {

    static Estimate of(Calculation.Calculated calculated) {
        EmissionResult official = calculated.official();
        Working working = official.working();
        return new Estimate(official.co2e().kilograms(), "kg", null, null, working.attribution().scope(),
                category(working), working.method().code(), calculated.results().stream().map(Method::of).toList(),
                working.gwpSet().name(), Gases.of(official.amounts().gases()), Factor.of(working),
                official.notices()
                    .stream()
                    .map(notice -> new NoticeView(notice.code().name(), notice.detail()))
                    .toList(),
                official.receipt().json());
    }

    private static Integer category(Working working) {
        return working.attribution().category().isPresent() ? working.attribution().category().getAsInt() : null;
    }

    /** One result under every set. */
    @RegisterForReflection
    record Method(String method, boolean official, BigDecimal co2e, @JsonProperty("co2e_unit") String co2eUnit,
            @JsonProperty("co2e_ar4") BigDecimal co2eAr4, @JsonProperty("co2e_ar5") BigDecimal co2eAr5,
            @JsonProperty("co2e_ar6") BigDecimal co2eAr6, int scope,
            @JsonProperty("scope3_category") Integer scope3Category,
            @JsonProperty("emission_factor") Factor emissionFactor) {

        static Method of(EmissionResult result) {
            Working working = result.working();
            return new Method(working.method().code(), result.official(), result.co2e().kilograms(), "kg",
                    result.amounts().ar4().kilograms(), result.amounts().ar5().kilograms(),
                    result.amounts().ar6().kilograms(), working.attribution().scope(), category(working),
                    Factor.of(working));
        }
    }

    /** Masses of the gases themselves in kg. */
    @RegisterForReflection
    record Gases(BigDecimal co2, BigDecimal ch4, BigDecimal n2o,
            @JsonProperty("biogenic_co2") BigDecimal biogenicCo2) {

        static Gases of(GasMasses gases) {
            return new Gases(gases.co2(), gases.ch4(), gases.n2o(), gases.biogenicCo2());
        }
    }

    /** The factor, its value under the official set. */
    @RegisterForReflection
    record Factor(String id, String edition, BigDecimal value, String unit, String source, String region, int year) {

        static Factor of(Working working) {
            AppliedFactor factor = working.factor();
            return new Factor(factor.id(), factor.edition(), factor.valueUnder(working.gwpSet()), factor.unitText(),
                    factor.source(), factor.region(), factor.year());
        }
    }

    /** A remark, as a stable code and in words. */
    @RegisterForReflection
    record NoticeView(String code, String detail) {}
}
