package io.carbonflow.factorservice.factor;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.carbonflow.accounting.factor.EmissionFactor;
import io.carbonflow.accounting.gas.GwpSet;
import io.carbonflow.factorservice.edition.ListedFactor;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A factor as the API shows it. What the publisher does not give is absent, which is not zero.
 *
 * @param id               unique within its edition
 * @param edition          the edition it stands in
 * @param activity         the activity's code
 * @param region           WORLD, a country, or country/subdivision
 * @param year             the year it stands for
 * @param validFrom        first day the publisher names
 * @param validTo          last day the publisher names
 * @param unit             what it is per
 * @param kgCo2e           kg CO2e per unit as published
 * @param kgCo2            kg of fossil CO2 per unit
 * @param kgCh4            kg of methane per unit
 * @param kgN2o            kg of nitrous oxide per unit
 * @param kgBiogenicCo2    kg of CO2 from biomass per unit; never part of CO2e
 * @param methaneOrigin    which potential of methane applies
 * @param gwpSet           the set behind the published CO2e, or not_stated
 * @param kgCo2eByGwpSet   kg CO2e per unit as counted under each set
 * @param boundary         which part of the life it covers
 * @param method           the GHG Protocol's method it belongs to
 * @param publisher        who published it
 * @param publication      where
 * @param locator          table, sheet, row
 * @param licence          under which it may be passed on
 * @param proxy            why it stands in for a region it was not published for
 * @param notes            for people
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record FactorView(String id, String edition, String activity, String region, int year, LocalDate validFrom,
        LocalDate validTo, String unit, BigDecimal kgCo2e, BigDecimal kgCo2, BigDecimal kgCh4, BigDecimal kgN2o,
        BigDecimal kgBiogenicCo2, String methaneOrigin, String gwpSet, Map<String, BigDecimal> kgCo2eByGwpSet,
        String boundary, String method, String publisher, String publication, String locator, String licence,
        String proxy, String notes) {

    static FactorView of(ListedFactor listed) {
        return of(listed.factor(), listed.editionId());
    }

    static FactorView of(EmissionFactor factor, String editionId) {
        var gases = factor.gases();
        var source = factor.source();
        return new FactorView(factor.id(), editionId, factor.activity(), factor.region().code(), factor.year(),
                factor.validFrom(), factor.validTo(), factor.unit().code(), factor.kgCo2e(), gases.co2(), gases.ch4(),
                gases.n2o(), gases.biogenicCo2(), gases.ch4() == null ? null : gases.methaneOrigin().code(),
                factor.publishedUnder().map(Enum::name).orElse("not_stated"), byGwpSet(factor),
                factor.boundary().code(), factor.method().code(), source.publisher(), source.publication(),
                source.locator(), source.licence(), factor.proxy(), factor.notes());
    }

    private static Map<String, BigDecimal> byGwpSet(EmissionFactor factor) {
        return Arrays.stream(GwpSet.values())
            .collect(Collectors.toMap(Enum::name, factor::kgCo2ePerUnit, (one, other) -> one, TreeMap::new));
    }
}
