package io.carbonflow.accounting.factor;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import io.carbonflow.accounting.activity.ActivityCatalogue;
import io.carbonflow.accounting.factor.FactorEditionCsv.BadRow;
import io.carbonflow.accounting.gas.GasMasses;
import io.carbonflow.accounting.gas.GwpSet;
import io.carbonflow.accounting.gas.MethaneOrigin;
import io.carbonflow.accounting.quantity.ExactDecimal;
import io.carbonflow.accounting.quantity.Unit;

/** Turns one row into a factor and collects everything that keeps it from being one. */
final class FactorRowParser {

    private static final int YEAR_MIN = 1990;
    private static final int YEAR_MAX = 2100;

    private final Csv.Row row;
    private final List<BadRow> badRows = new ArrayList<>();
    private Map<String, String> cells = Map.of();

    FactorRowParser(Csv.Row row) {
        this.row = row;
    }

    List<BadRow> badRows() {
        return badRows;
    }

    /** The factor; null where {@link #badRows} says why there is none. */
    EmissionFactor parse() {
        if (row.cells().size() != FactorEditionCsv.COLUMNS.size()) {
            bad("", "the row has %d cells, allowed are %d".formatted(row.cells().size(),
                    FactorEditionCsv.COLUMNS.size()));
            return null;
        }
        cells = FactorEditionCsv.byColumn(row.cells());
        String id = required("id");
        String activity = activity();
        Region region = one("region", Region::find, "WORLD, an alpha-2 country, or country/subdivision");
        int year = year();
        LocalDate validFrom = date("valid_from");
        LocalDate validTo = date("valid_to");
        Unit unit = one("unit", Unit::find, "a unit of the catalogue");
        BigDecimal kgCo2e = mass("kg_co2e");
        GasMasses gases = new GasMasses(mass("kg_co2"), mass("kg_ch4"), methaneOrigin(), mass("kg_n2o"),
                mass("kg_biogenic_co2"));
        GwpSet published = gwpSet();
        Boundary boundary = one("boundary", Boundary::find, List.of(Boundary.values()).toString());
        CalculationMethod method = one("method", CalculationMethod::find,
                List.of(CalculationMethod.values()).toString());
        var source = new FactorSource(required("publisher"), required("publication"), cells.get("locator"),
                required("licence"));
        if (kgCo2e == null && !gases.anyKnown()) {
            bad("kg_co2e", "the row has neither kg CO2e nor a gas mass");
        }
        return badRows.isEmpty()
                ? new EmissionFactor(id, activity, region, year, validFrom, validTo, unit, kgCo2e, gases, published,
                        boundary, method, source, cells.get("proxy"), cells.get("notes"))
                : null;
    }

    private String activity() {
        String activity = required("activity");
        if (!activity.isEmpty() && !ActivityCatalogue.isKnown(activity)) {
            bad("activity", activity + " is not in the catalogue of activities");
        }
        return activity;
    }

    private int year() {
        String text = required("year");
        if (text.matches("\\d{4}")) {
            int year = Integer.parseInt(text);
            if (year >= YEAR_MIN && year <= YEAR_MAX) {
                return year;
            }
        }
        bad("year", "%s is not a year from %d to %d".formatted(text, YEAR_MIN, YEAR_MAX));
        return YEAR_MIN;
    }

    private LocalDate date(String column) {
        String text = cells.get(column);
        try {
            return text.isEmpty() ? null : LocalDate.parse(text);
        } catch (DateTimeException e) {
            bad(column, text + " is not a date such as 2025-01-31");
            return null;
        }
    }

    private BigDecimal mass(String column) {
        String text = cells.get(column);
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
            return MethaneOrigin.parse(cells.get("methane_origin"));
        } catch (IllegalArgumentException e) {
            bad("methane_origin", cells.get("methane_origin") + " is none of fossil, non_fossil, mixed");
            return MethaneOrigin.MIXED;
        }
    }

    private GwpSet gwpSet() {
        String text = cells.get("gwp_set");
        if (text.isEmpty() || "not_stated".equals(text)) {
            return null;
        }
        return one("gwp_set", GwpSet::find, "AR4, AR5, AR6 or not_stated");
    }

    private <T> T one(String column, Function<String, Optional<T>> find, String allowed) {
        Optional<T> value = find.apply(cells.get(column));
        if (value.isEmpty()) {
            bad(column, "found '%s', allowed: %s".formatted(cells.get(column), allowed));
        }
        return value.orElse(null);
    }

    private String required(String column) {
        String text = cells.get(column);
        if (text.isEmpty()) {
            bad(column, "the cell is empty, a value is required");
        }
        return text;
    }

    private void bad(String column, String detail) {
        badRows.add(new BadRow(row.line(), column, detail));
    }
}
