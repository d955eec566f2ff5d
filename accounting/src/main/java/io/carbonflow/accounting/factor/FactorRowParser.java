package io.carbonflow.accounting.factor;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.carbonflow.accounting.activity.ActivityCatalogue;
import io.carbonflow.accounting.activity.ActivityType;
import io.carbonflow.accounting.factor.FactorEditionCsv.BadRow;
import io.carbonflow.accounting.gas.GasMasses;
import io.carbonflow.accounting.gas.GwpSet;
import io.carbonflow.accounting.gas.MethaneOrigin;
import io.carbonflow.accounting.gas.OtherGases;
import io.carbonflow.accounting.quantity.Unit;

/**
 * Turns the rows of a file into factors and collects everything that keeps one from being one. Few activities, regions and
 * sources come again and again, so what was found out about one is kept for the rest of the file and shared.
 */
final class FactorRowParser {

    private static final int YEAR_MIN = 1990;
    private static final int YEAR_MAX = 2100;
    private static final BigDecimal GSD2_MAX = new BigDecimal("100");

    private static final String BOUNDARIES = Arrays.stream(Boundary.values()).map(Boundary::code).toList().toString();
    private static final String METHODS = Arrays.stream(CalculationMethod.values())
        .map(CalculationMethod::code)
        .toList()
        .toString();
    private static final String PARTS = Arrays.stream(FactorPart.values()).map(FactorPart::code).toList().toString();

    private final FactorHeader header;
    private final List<BadRow> badRows;
    private final Map<String, Optional<ActivityType>> activities = new HashMap<>();
    private final Map<String, Optional<Region>> regions = new HashMap<>();
    private final Map<String, String> shared = new HashMap<>();
    private final Map<String, String> setByPublisher = new HashMap<>();
    private FactorCells cells;

    /**
     * A parser for one file.
     *
     * @param badRows where to put what is wrong
     */
    FactorRowParser(FactorHeader header, List<BadRow> badRows) {
        this.header = header;
        this.badRows = badRows;
    }

    /** The factor; null where there is none, the reasons are then among the bad rows. */
    EmissionFactor parse(Csv.Row row) {
        cells = new FactorCells(header, row, badRows);
        if (row.cells().size() != header.width()) {
            badRows.add(new BadRow(row.line(), "", "the row has %d cells, the header has %d".formatted(
                    row.cells().size(), header.width())));
            return null;
        }
        int badBefore = badRows.size();
        String id = cells.required(FactorColumn.ID);
        String activity = shared(cells.required(FactorColumn.ACTIVITY));
        Optional<ActivityType> type = type(activity);
        Region region = region();
        int year = cells.whole(FactorColumn.YEAR, YEAR_MIN, YEAR_MAX).orElse(YEAR_MIN);
        LocalDate validFrom = cells.date(FactorColumn.VALID_FROM);
        LocalDate validTo = cells.date(FactorColumn.VALID_TO);
        Unit unit = cells.one(FactorColumn.UNIT, Unit::find, "a unit of the catalogue");
        if (unit != null && type.isPresent() && !type.get().accepts(unit)) {
            cells.bad(FactorColumn.UNIT, "%s is %s; %s is per %s".formatted(unit, unit.dimension().words(), activity,
                    type.get().dimensionsInWords()));
        }
        BigDecimal kgCo2e = cells.mass(FactorColumn.KG_CO2E);
        BigDecimal wellToTank = cells.mass(FactorColumn.KG_CO2E_WTT);
        GasMasses gases = gases();
        GwpSet published = gwpSet();
        Boundary boundary = cells.one(FactorColumn.BOUNDARY, Boundary::find, BOUNDARIES);
        CalculationMethod method = cells.one(FactorColumn.METHOD, CalculationMethod::find, METHODS);
        FactorPart part = cells.optional(FactorColumn.PART, FactorPart::find, PARTS, FactorPart.ACTIVITY);
        Integer scope = cells.wholeIfAny(FactorColumn.SCOPE, 1, 3);
        Integer category = cells.wholeIfAny(FactorColumn.CATEGORY, 1, 15);
        FactorSource source = source();
        FactorQuality quality = quality();
        checkTogether(kgCo2e, wellToTank, gases, validFrom, validTo);
        return badRows.size() == badBefore
                ? new EmissionFactor(id, activity, part, region, year, validFrom, validTo, unit, kgCo2e, wellToTank,
                        gases, published, boundary, method, scope, category, source, quality,
                        shared(cells.text(FactorColumn.PROXY)), cells.text(FactorColumn.NOTES))
                : null;
    }

    private String shared(String text) {
        String known = shared.putIfAbsent(text, text);
        return known == null ? text : known;
    }

    private Region region() {
        return cells.one(FactorColumn.REGION,
                text -> regions.computeIfAbsent(text, code -> Region.find(code).filter(Region::isOnTheMap)),
                "WORLD, EU, an ISO 3166-1 alpha-2 country, or country/subdivision");
    }

    private Optional<ActivityType> type(String activity) {
        Optional<ActivityType> type = activities.computeIfAbsent(activity, ActivityCatalogue::find);
        if (type.isEmpty() && !activity.isEmpty()) {
            cells.bad(FactorColumn.ACTIVITY, ActivityCatalogue.unknown(activity));
        }
        return type;
    }

    private GasMasses gases() {
        OtherGases other = OtherGases.NONE;
        try {
            other = OtherGases.parse(cells.text(FactorColumn.OTHER_GASES));
        } catch (IllegalArgumentException e) {
            cells.bad(FactorColumn.OTHER_GASES, e.getMessage());
        }
        BigDecimal co2 = cells.mass(FactorColumn.KG_CO2);
        BigDecimal ch4 = cells.mass(FactorColumn.KG_CH4);
        MethaneOrigin origin = cells.optional(FactorColumn.METHANE_ORIGIN, MethaneOrigin::find,
                "fossil, non_fossil, mixed", MethaneOrigin.MIXED);
        return new GasMasses(co2, ch4, origin == null ? MethaneOrigin.MIXED : origin,
                cells.mass(FactorColumn.KG_N2O), cells.mass(FactorColumn.KG_BIOGENIC_CO2), other);
    }

    private GwpSet gwpSet() {
        return "not_stated".equals(cells.text(FactorColumn.GWP_SET))
                ? null
                : cells.optional(FactorColumn.GWP_SET, GwpSet::find, "AR4, AR5, AR6 or not_stated", null);
    }

    private FactorSource source() {
        String publisher = shared(cells.required(FactorColumn.PUBLISHER));
        String set = shared(cells.text(FactorColumn.SET));
        if (set.isEmpty()) {
            set = setByPublisher.computeIfAbsent(publisher, FactorSets::ofPublisher);
        } else if (!FactorSets.isName(set)) {
            cells.bad(FactorColumn.SET, "found '%s', allowed is %s".formatted(set, FactorSets.NAME_ALLOWED));
            set = FactorSets.OTHER;
        }
        return new FactorSource(publisher, shared(cells.required(FactorColumn.PUBLICATION)),
                cells.text(FactorColumn.LOCATOR), shared(cells.required(FactorColumn.LICENCE)), set);
    }

    private FactorQuality quality() {
        Integer reliability = mark(FactorColumn.RELIABILITY);
        Integer completeness = mark(FactorColumn.COMPLETENESS);
        Integer technology = mark(FactorColumn.TECHNOLOGY);
        BigDecimal gsd2 = cells.mass(FactorColumn.GSD2);
        if (gsd2 != null && (gsd2.compareTo(BigDecimal.ONE) < 0 || gsd2.compareTo(GSD2_MAX) > 0)) {
            cells.bad(FactorColumn.GSD2, "found %s, allowed are 1 to %s".formatted(gsd2.toPlainString(), GSD2_MAX));
            gsd2 = null;
        }
        boolean any = reliability != null || completeness != null || technology != null || gsd2 != null;
        return any ? new FactorQuality(reliability, completeness, technology, gsd2) : FactorQuality.UNKNOWN;
    }

    private Integer mark(FactorColumn column) {
        return cells.wholeIfAny(column, FactorQuality.BEST, FactorQuality.POOREST);
    }

    private void checkTogether(BigDecimal kgCo2e, BigDecimal wellToTank, GasMasses gases, LocalDate validFrom,
            LocalDate validTo) {
        if (kgCo2e == null && !gases.anyKnown() && cells.areEmpty(FactorColumn.KG_CO2E, FactorColumn.KG_CO2,
                FactorColumn.KG_CH4, FactorColumn.KG_N2O, FactorColumn.OTHER_GASES)) {
            cells.bad(FactorColumn.KG_CO2E, "the row has neither kg CO2e nor a gas mass");
        }
        if (kgCo2e == null && !Arrays.stream(GwpSet.values()).allMatch(set -> set.covers(gases))) {
            cells.bad(FactorColumn.OTHER_GASES,
                    "not every report has a potential for each of these gases, so kg_co2e is required");
        }
        if (kgCo2e != null && wellToTank != null && wellToTank.compareTo(kgCo2e) > 0) {
            cells.bad(FactorColumn.KG_CO2E_WTT, "found %s, allowed is at most kg_co2e, %s".formatted(
                    wellToTank.toPlainString(), kgCo2e.toPlainString()));
        }
        if (validFrom != null && validTo != null && validFrom.isAfter(validTo)) {
            cells.bad(FactorColumn.VALID_TO, "found %s, which is before valid_from, %s".formatted(validTo, validFrom));
        }
    }
}
