package io.carbonflow.factorservice.factor;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.carbonflow.accounting.activity.ActivityCatalogue;
import io.carbonflow.accounting.factor.EmissionFactor;
import io.carbonflow.accounting.factor.FactorQuality;
import io.carbonflow.accounting.gas.GwpSet;
import io.carbonflow.factorservice.edition.ListedFactor;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A factor as the API shows it. What the publisher does not give is absent, which is not zero.
 *
 * @param id               unique within its edition
 * @param edition          the edition it stands in
 * @param activity         the activity's code
 * @param family           what the activity is by nature
 * @param part             which part of the activity's emissions it counts
 * @param region           WORLD, EU, a country, or country/subdivision
 * @param year             the year it stands for
 * @param validFrom        first day the publisher names
 * @param validTo          last day the publisher names
 * @param unit             what it is per
 * @param kgCo2e           kg CO2e per unit as published
 * @param kgCo2eWtt        the supply of the fuel in kg CO2e per unit, included in kg_co2e
 * @param kgCo2            kg of fossil CO2 per unit
 * @param kgCh4            kg of methane per unit
 * @param kgN2o            kg of nitrous oxide per unit
 * @param kgBiogenicCo2    kg of CO2 from biomass per unit; never part of CO2e
 * @param kgOtherGases     kg of every other gas per unit, by species
 * @param methaneOrigin    which potential of methane applies
 * @param gwpSet           the set behind the published CO2e, or not_stated
 * @param kgCo2eByGwpSet   kg CO2e per unit as counted under each set that has a potential for each of its gases
 * @param boundary         which part of the life it covers
 * @param method           the GHG Protocol's method it belongs to
 * @param scope            as the publisher maps it, for information
 * @param category         of Scope 3 as the publisher maps it, for information
 * @param set              the regulatory set a policy may prefer
 * @param publisher        who published it
 * @param publication      where
 * @param locator          table, sheet, row
 * @param licence          under which it may be passed on
 * @param marks            how good it is
 * @param proxy            why it stands in for a region it was not published for
 * @param notes            for people
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record FactorView(String id, String edition, String activity, String family, String part, String region,
        int year, LocalDate validFrom, LocalDate validTo, String unit, BigDecimal kgCo2e, BigDecimal kgCo2eWtt,
        BigDecimal kgCo2, BigDecimal kgCh4, BigDecimal kgN2o, BigDecimal kgBiogenicCo2,
        Map<String, BigDecimal> kgOtherGases, String methaneOrigin, String gwpSet,
        Map<String, BigDecimal> kgCo2eByGwpSet, String boundary, String method, Integer scope, Integer category,
        String set, String publisher, String publication, String locator, String licence, Marks marks, String proxy,
        String notes) {

    /**
     * Marks from 1 (very good) to 4.
     *
     * @param reliability  of the figure
     * @param completeness of what it rests on
     * @param technology   how well it fits
     * @param gsd2         the square of its geometric standard deviation, where the source gives one
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Marks(Integer reliability, Integer completeness, Integer technology, BigDecimal gsd2) {

        static Marks of(FactorQuality quality) {
            return quality.equals(FactorQuality.UNKNOWN)
                    ? null
                    : new Marks(quality.reliability(), quality.completeness(), quality.technology(), quality.gsd2());
        }
    }

    static FactorView of(ListedFactor listed) {
        return of(listed.factor(), listed.editionId());
    }

    static FactorView of(EmissionFactor factor, String editionId) {
        var gases = factor.gases();
        var source = factor.source();
        return new FactorView(factor.id(), editionId, factor.activity(), familyOf(factor), factor.part().code(),
                factor.region().code(), factor.year(), factor.validFrom(), factor.validTo(), factor.unit().code(),
                factor.kgCo2e(), factor.kgCo2eWellToTank(), gases.co2(), gases.ch4(), gases.n2o(),
                gases.biogenicCo2(), gases.other().kilograms(),
                gases.ch4() == null ? null : gases.methaneOrigin().code(),
                factor.publishedUnder().map(Enum::name).orElse("not_stated"), byGwpSet(factor),
                factor.boundary().code(), factor.method().code(), factor.scope(), factor.category(), source.set(),
                source.publisher(), source.publication(), source.locator(), source.licence(),
                Marks.of(factor.quality()), factor.proxy(), factor.notes());
    }

    private static String familyOf(EmissionFactor factor) {
        return ActivityCatalogue.find(factor.activity())
            .map(type -> type.family().name().toLowerCase(Locale.ROOT))
            .orElse(null);
    }

    private static Map<String, BigDecimal> byGwpSet(EmissionFactor factor) {
        var values = new TreeMap<String, BigDecimal>();
        Arrays.stream(GwpSet.values())
            .filter(set -> factor.kgCo2e() != null || set.covers(factor.gases()))
            .forEach(set -> values.put(set.name(), factor.kgCo2ePerUnit(set)));
        return values;
    }
}
