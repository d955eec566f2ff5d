package io.carbonflow.accounting.calculation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

import io.carbonflow.accounting.activity.ActivityKind;
import io.carbonflow.accounting.factor.FactorLibrary;
import io.carbonflow.accounting.receipt.CanonicalJson;
import io.carbonflow.accounting.receipt.Receipt;
import io.carbonflow.accounting.receipt.Recomputation;
import io.carbonflow.accounting.rules.TestRules;

/** Activities for tests, and what becomes of them. */
final class Activities {

    static final Instant NOVEMBER_2025 = Instant.parse("2025-11-03T10:00:00Z");

    private Activities() {}

    static ActivityData.Builder anActivity(ActivityKind kind, String activity, String quantity, String unit) {
        return ActivityData.of(kind, activity, NOVEMBER_2025)
            .quantity(new BigDecimal(quantity), unit)
            .place("DE", null)
            .dataQuality("measured");
    }

    static ActivityData.Builder electricity(String quantity) {
        return anActivity(ActivityKind.ENERGY, "electricity.grid", quantity, "kWh");
    }

    static ActivityData.Builder lorry(String tonnes, String kilometres) {
        return ActivityData.of(ActivityKind.LOGISTICS, "freight.road.hgv", NOVEMBER_2025)
            .place("DE", null)
            .dataQuality("measured")
            .freight(new FreightDetails(new BigDecimal(tonnes), "t", new BigDecimal(kilometres), "km", "inbound", "us",
                    null));
    }

    static Calculation.Calculated calculated(ActivityData.Builder activity, FactorLibrary library, TestRules rules) {
        return new EmissionCalculator(library, rules.build()).calculate(activity.build())
            .fold(Activities::recomputed, held -> {
                throw new AssertionError("held " + held.reasons());
            }, refused -> {
                throw new AssertionError("refused " + refused.reasons());
            });
    }

    /** Whatever is calculated in a test recomputes from its receipt as well. */
    private static Calculation.Calculated recomputed(Calculation.Calculated calculated) {
        for (EmissionResult result : calculated.results()) {
            String receipt = result.receipt().json();
            assertThat(Receipt.verify(receipt)).isEqualTo(new Recomputation.Same(receipt));
            assertThat(Receipt.recompute(receipt)).isEqualTo(receipt);
            assertThat(CanonicalJson.write(CanonicalJson.read(receipt))).isEqualTo(receipt);
        }
        return calculated;
    }

    static List<Refusal> refused(ActivityData.Builder activity, FactorLibrary library, TestRules rules) {
        return new EmissionCalculator(library, rules.build()).calculate(activity.build()).fold(calculated -> {
            throw new AssertionError("calculated " + calculated.official().co2e());
        }, held -> {
            throw new AssertionError("held " + held.reasons());
        }, Calculation.Refused::reasons);
    }

    static EmissionResult result(Calculation.Calculated calculated, String key) {
        return calculated.results()
            .stream()
            .filter(result -> result.key().equals(key))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no " + key + " among " + keys(calculated)));
    }

    static List<String> keys(Calculation.Calculated calculated) {
        return calculated.results().stream().map(EmissionResult::key).toList();
    }
}
