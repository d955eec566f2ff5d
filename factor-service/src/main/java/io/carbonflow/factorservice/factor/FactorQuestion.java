package io.carbonflow.factorservice.factor;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import jakarta.ws.rs.core.MultivaluedMap;

import io.carbonflow.accounting.activity.ActivityCatalogue;
import io.carbonflow.accounting.factor.FactorPart;
import io.carbonflow.accounting.factor.Region;
import io.carbonflow.accounting.factor.SelectionRequest;
import io.carbonflow.accounting.gas.GwpSet;
import io.carbonflow.accounting.quantity.Unit;
import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.problem.ProblemReason;

/** The query parameters of a selection, read with every fault at once. */
final class FactorQuestion {

    private static final int YEAR_MIN = 1990;
    private static final int YEAR_MAX = 2100;

    private final MultivaluedMap<String, String> parameters;
    private final List<ProblemReason> faults = new ArrayList<>();

    private FactorQuestion(MultivaluedMap<String, String> parameters) {
        this.parameters = parameters;
    }

    /** What is asked; the year is this one and the set AR6 where none is named. */
    static SelectionRequest read(MultivaluedMap<String, String> parameters, Clock clock) {
        var question = new FactorQuestion(parameters);
        var request = new SelectionRequest(question.activity(), question.part(), question.country(),
                question.text("subdivision"), question.year(clock), question.unit(), question.text("edition"),
                question.sets(), question.gwpSet());
        if (!question.faults.isEmpty()) {
            throw ProblemException.rejected(question.faults);
        }
        return request;
    }

    private String activity() {
        String activity = text("activity");
        if (activity == null) {
            fault(ReasonCode.FIELD_MISSING, "activity", "activity is missing, for example electricity.grid");
            return "";
        }
        if (!ActivityCatalogue.isKnown(activity)) {
            fault(ReasonCode.ACTIVITY_UNKNOWN, "activity",
                    ActivityCatalogue.unknown(activity) + "; see GET /v1/activities");
        }
        return activity;
    }

    private FactorPart part() {
        String name = text("part");
        Optional<FactorPart> part = name == null ? Optional.of(FactorPart.ACTIVITY) : FactorPart.find(name);
        if (part.isEmpty()) {
            fault(ReasonCode.FIELD_INVALID, "part", "part is %s, allowed are %s".formatted(name,
                    Arrays.stream(FactorPart.values()).map(FactorPart::code).toList()));
        }
        return part.orElse(FactorPart.ACTIVITY);
    }

    private List<String> sets() {
        String names = text("sets");
        return names == null
                ? List.of()
                : Arrays.stream(names.split(",", -1)).map(String::strip).filter(name -> !name.isEmpty()).toList();
    }

    private String country() {
        String country = text("country");
        if (country != null && Region.find(country).filter(region -> region.code().length() == 2).isEmpty()) {
            fault(ReasonCode.FIELD_INVALID, "country", "country is " + country + ", allowed is ISO 3166-1 alpha-2");
        }
        return country;
    }

    private int year(Clock clock) {
        String year = text("year");
        if (year == null) {
            return LocalDate.now(clock).getYear();
        }
        if (year.matches("\\d{4}") && Integer.parseInt(year) >= YEAR_MIN && Integer.parseInt(year) <= YEAR_MAX) {
            return Integer.parseInt(year);
        }
        fault(ReasonCode.FIELD_INVALID, "year", "year is %s, allowed are %d to %d".formatted(year, YEAR_MIN, YEAR_MAX));
        return YEAR_MIN;
    }

    private Unit unit() {
        String name = text("unit");
        Optional<Unit> unit = name == null ? Optional.empty() : Unit.find(name);
        if (name != null && unit.isEmpty()) {
            fault(ReasonCode.UNIT_UNKNOWN, "unit", "unit " + name + " is not in the catalogue"
                    + Unit.ambiguity(name).map(advice -> ": " + advice).orElse(""));
        }
        return unit.orElse(null);
    }

    private GwpSet gwpSet() {
        String name = text("gwp_set");
        Optional<GwpSet> set = name == null ? Optional.of(GwpSet.AR6) : GwpSet.find(name.toUpperCase(Locale.ROOT));
        if (set.isEmpty()) {
            fault(ReasonCode.FIELD_INVALID, "gwp_set", "gwp_set is " + name + ", allowed are AR4, AR5, AR6");
        }
        return set.orElse(GwpSet.AR6);
    }

    private String text(String name) {
        String text = parameters.getFirst(name);
        return text == null || text.isBlank() ? null : text.strip();
    }

    private void fault(ReasonCode code, String field, String detail) {
        faults.add(new ProblemReason(code.name(), field, detail));
    }
}
