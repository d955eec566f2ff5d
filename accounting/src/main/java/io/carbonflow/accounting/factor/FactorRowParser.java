package io.carbonflow.accounting.factor;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.carbonflow.accounting.activity.ActivityCatalogue;
import io.carbonflow.accounting.factor.FactorEditionCsv.BadRow;
import io.carbonflow.accounting.gas.GasMasses;
import io.carbonflow.accounting.gas.GwpSet;
import io.carbonflow.accounting.gas.MethaneOrigin;
import io.carbonflow.accounting.quantity.ExactDecimal;
import io.carbonflow.accounting.quantity.Unit;

/**
 * Turns the rows of a file into factors and collects everything that keeps one from being one. Few activities and
 * regions come again and again, so what was found out about one is kept for the rest of the file.
 */
final class FactorRowParser {

    private static final int YEAR_MIN = 1990;
    private static final int YEAR_MAX = 2100;

    private static final String BOUNDARIES = List.of(Boundary.values()).toString();
    private static final String METHODS = List.of(CalculationMethod.values()).toString();
    private static final Map<String, Integer> INDEX_BY_COLUMN = IntStream.range(0, FactorEditionCsv.COLUMNS.size())
        .boxed()
        .collect(Collectors.toUnmodifiableMap(FactorEditionCsv.COLUMNS::get, index -> index));

    private final List<BadRow> badRows;
    private final Map<String, Boolean> knownActivities = new HashMap<>();
    private final Map<String, Optional<Region>> regions = new HashMap<>();
    private Csv.Row row;

    /**
     * A parser for one file.
     *
     * @param badRows where to put what is wrong
     */
    FactorRowParser(List<BadRow> badRows) {
        this.badRows = badRows;
    }

    /** The factor; null where there is none, the reasons are then among the bad rows. */
    EmissionFactor parse(Csv.Row next) {
        row = next;
        if (row.cells().size() != FactorEditionCsv.COLUMNS.size()) {
            bad("", "the row has %d cells, allowed are %d".formatted(row.cells().size(),
                    FactorEditionCsv.COLUMNS.size()));
            return null;
        }
        int badBefore = badRows.size();
        String id = required("id");
        String activity = activity();
        Region region = one("region", text -> regions.computeIfAbsent(text, Region::find),
                "WORLD, an alpha-2 country, or country/subdivision");
        int year = year();
        LocalDate validFrom = date("valid_from");
        LocalDate validTo = date("valid_to");
        Unit unit = one("unit", Unit::find, "a unit of the catalogue");
        BigDecimal kgCo2e = mass("kg_co2e");
        GasMasses gases = new GasMasses(mass("kg_co2"), mass("kg_ch4"), methaneOrigin(), mass("kg_n2o"),
                mass("kg_biogenic_co2"));
        GwpSet published = gwpSet();
        Boundary boundary = one("boundary", Boundary::find, BOUNDARIES);
        CalculationMethod method = one("method", CalculationMethod::find, METHODS);
        var source = new FactorSource(required("publisher"), required("publication"), cell("locator"),
                required("licence"));
        if (kgCo2e == null && !gases.anyKnown()) {
            bad("kg_co2e", "the row has neither kg CO2e nor a gas mass");
        }
        return badRows.size() == badBefore
                ? new EmissionFactor(id, activity, region, year, validFrom, validTo, unit, kgCo2e, gases, published,
                        boundary, method, source, cell("proxy"), cell("notes"))
                : null;
    }

    private String activity() {
        String activity = required("activity");
        if (!activity.isEmpty() && !knownActivities.computeIfAbsent(activity, ActivityCatalogue::isKnown)) {
            bad("activity", activity + " is not in the catalogue of activities");
        }
        return activity;
    }

    private int year() {
        String text = required("year");
        if (text.length() == 4 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            int year = Integer.parseInt(text);
            if (year >= YEAR_MIN && year <= YEAR_MAX) {
                return year;
            }
        }
        bad("year", "%s is not a year from %d to %d".formatted(text, YEAR_MIN, YEAR_MAX));
        return YEAR_MIN;
    }

    private LocalDate date(String column) {
        String text = cell(column);
        try {
            return text.isEmpty() ? null : LocalDate.parse(text);
        } catch (DateTimeException e) {
            bad(column, text + " is not a date such as 2025-01-31");
            return null;
        }
    }

    private BigDecimal mass(String column) {
        String text = cell(column);
        if (text.isEmpty()) {
            return null;
        }
        Optional<BigDecimal> number = ExactDecimal.parse(text);
        if (number.isEmpty() || number.get().signum() < 0) {
            bad(column, text + " is not a decimal of zero or more");
            return null;
        }
        return number.get();
    }

    private MethaneOrigin methaneOrigin() {
        try {
            return MethaneOrigin.parse(cell("methane_origin"));
        } catch (IllegalArgumentException e) {
            bad("methane_origin", cell("methane_origin") + " is none of fossil, non_fossil, mixed");
            return MethaneOrigin.MIXED;
        }
    }

    private GwpSet gwpSet() {
        String text = cell("gwp_set");
        if (text.isEmpty() || "not_stated".equals(text)) {
            return null;
        }
        return one("gwp_set", GwpSet::find, "AR4, AR5, AR6 or not_stated");
    }

    private <T> T one(String column, Function<String, Optional<T>> find, String allowed) {
        Optional<T> value = find.apply(cell(column));
        if (value.isEmpty()) {
            bad(column, "found '%s', allowed: %s".formatted(cell(column), allowed));
        }
        return value.orElse(null);
    }

    private String required(String column) {
        String text = cell(column);
        if (text.isEmpty()) {
            bad(column, "the cell is empty, a value is required");
        }
        return text;
    }

    private String cell(String column) {
        return row.cells().get(INDEX_BY_COLUMN.get(column)).strip();
    }

    private void bad(String column, String detail) {
        badRows.add(new BadRow(row.line(), column, detail));
    }
}
