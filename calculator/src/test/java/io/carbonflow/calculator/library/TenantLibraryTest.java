package io.carbonflow.calculator.library;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.carbonflow.accounting.activity.ActivityKind;
import io.carbonflow.accounting.calculation.ActivityData;
import io.carbonflow.accounting.calculation.EmissionCalculator;
import io.carbonflow.accounting.factor.FactorEdition;
import io.carbonflow.accounting.factor.FactorEditionCsv;
import io.carbonflow.accounting.factor.FactorLibrary;
import io.carbonflow.accounting.factor.PublishedEdition;
import io.carbonflow.calculator.SnapshotServer;
import io.carbonflow.rules.RuleBook;

class TenantLibraryTest {

    /** German grid electricity: 0.4 kg per kWh in the first edition, 0.3 in the second. */
    private static final TenantLibrary TENANT = new TenantLibrary(FactorLibrary.of(List.of(
            edition("2025.1", "0.4", "2025-01-01T00:00:00Z"), edition("2026.1", "0.3", "2026-01-01T00:00:00Z"))),
            RuleBook.shipped().forTenant("demo"));

    @Test
    void calculatesByTheEditionsThatWereInUseAtATime() {
        assertThat(kilograms(TENANT.calculator())).isEqualTo("300.000000");
        assertThat(kilograms(at("2025-12-31T00:00:00Z", List.of()))).isEqualTo("400.000000");
        assertThat(kilograms(at("2026-01-02T00:00:00Z", List.of()))).isEqualTo("300.000000");
    }

    @Test
    void anEditionJustPublishedCountsOnlyWhereResultsNameIt() {
        assertThat(kilograms(at("2026-01-01T00:00:30Z", List.of("2025.1")))).isEqualTo("400.000000");
        assertThat(kilograms(at("2026-01-01T00:00:30Z", List.of("2026.1")))).isEqualTo("300.000000");
    }

    @Test
    void aChosenEditionIsUsedWhateverIsNewer() {
        assertThat(kilograms(TENANT.calculator("2025.1", null))).isEqualTo("400.000000");
        assertThat(TENANT.hasEdition("2025.1")).isTrue();
        assertThat(TENANT.hasEdition("^2025.1")).isTrue();
        assertThat(TENANT.hasEdition("2024.1")).isFalse();
        assertThat(TENANT.editions()).containsExactly("2026.1", "2025.1");
    }

    @Test
    void knowsWhichVersionOfAMethodologyIsInForce() {
        assertThat(TENANT.methodologyVersion("scope2.electricity.location_based")).hasValue(1);
        assertThat(TENANT.methodologyVersion("no.such.methodology")).isEmpty();
    }

    private static EmissionCalculator at(String time, List<String> named) {
        return TENANT.calculator(Instant.parse(time), named, null, null);
    }

    private static String kilograms(EmissionCalculator calculator) {
        var electricity = ActivityData
            .of(ActivityKind.ENERGY, "electricity.grid", Instant.parse("2025-11-03T10:00:00Z"))
            .quantity(new BigDecimal("1000"), "kWh")
            .place("DE", null)
            .facility("PLANT")
            .dataQuality("measured")
            .build();
        return calculator.calculate(electricity)
            .fold(calculated -> calculated.official()
                .co2e()
                .kilograms()
                .toPlainString(), held -> held.reasons().toString(), refused -> refused.reasons().toString());
    }

    private static PublishedEdition edition(String id, String kilogramsPerKwh, String publishedAt) {
        String csv = SnapshotServer.HEADER + "grid.de,electricity.grid,DE,2025,,,kWh," + kilogramsPerKwh
                + ",,,,,,AR5,generation,location_based,Pub,Tables,r1,CC0-1.0,,\n";
        FactorEdition read = FactorEditionCsv.read(id, csv.getBytes(UTF_8))
            .fold(FactorEditionCsv.Read::edition, unreadable -> null);
        return new PublishedEdition(read, Instant.parse(publishedAt));
    }
}
