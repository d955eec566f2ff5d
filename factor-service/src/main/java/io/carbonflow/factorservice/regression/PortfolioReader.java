package io.carbonflow.factorservice.regression;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.accounting.activity.ActivityCatalogue;
import io.carbonflow.accounting.activity.ActivityType;
import io.carbonflow.accounting.factor.Region;
import io.carbonflow.accounting.quantity.ExactDecimal;
import io.carbonflow.accounting.quantity.Unit;
import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.problem.ProblemReason;

/** Reads {@code {"title", "activities": [{"activity", "quantity", "unit", "country", "subdivision", "year"}]}}. */
final class PortfolioReader {

    private static final int LINES_MAX = 1_000;
    private static final int TITLE_LENGTH_MAX = 200;
    private static final int YEAR_MIN = 1990;
    private static final int YEAR_MAX = 2100;

    private final List<ProblemReason> faults = new ArrayList<>();
    private JsonNode line;
    private String place;

    private PortfolioReader() {}

    /** The portfolio, or a 422 that names every fault. */
    static ReferencePortfolio read(String tenantId, int version, JsonNode document) {
        var reader = new PortfolioReader();
        var lines = reader.lines(document.path("activities"));
        String title = document.path("title").asText("");
        if (title.length() > TITLE_LENGTH_MAX) {
            reader.faults.add(new ProblemReason(ReasonCode.FIELD_INVALID.name(), "title",
                    "the title has %d characters, allowed are %d".formatted(title.length(), TITLE_LENGTH_MAX)));
        }
        if (!reader.faults.isEmpty()) {
            throw ProblemException.rejected(reader.faults);
        }
        return new ReferencePortfolio(tenantId, version, title, lines);
    }

    private List<PortfolioLine> lines(JsonNode activities) {
        if (!activities.isArray() || activities.isEmpty() || activities.size() > LINES_MAX) {
            faults.add(new ProblemReason(ReasonCode.FIELD_INVALID.name(), "activities",
                    "activities has %d items, required is an array of 1 to %d".formatted(activities.size(),
                            LINES_MAX)));
            return List.of();
        }
        var lines = new ArrayList<PortfolioLine>();
        for (int i = 0; i < activities.size(); i++) {
            line = activities.get(i);
            place = "activities[" + i + "]";
            lines.add(new PortfolioLine(activity(), quantity(), unit(), country(), text("subdivision"), year()));
        }
        return lines;
    }

    private String activity() {
        String activity = text("activity");
        if (activity == null || !ActivityCatalogue.isKnown(activity)) {
            fault(ReasonCode.ACTIVITY_UNKNOWN, "activity", ActivityCatalogue.unknown(activity == null ? "" : activity));
        }
        return activity;
    }

    private BigDecimal quantity() {
        JsonNode value = line.path("quantity");
        Optional<BigDecimal> quantity = value.isNumber() ? Optional.of(value.decimalValue())
                : ExactDecimal.parse(value.asText(""));
        if (quantity.isEmpty() || quantity.get().signum() <= 0) {
            fault(ReasonCode.FIELD_INVALID, "quantity", "quantity is '%s', allowed is a decimal above zero".formatted(
                    value.asText("")));
        }
        return quantity.orElse(BigDecimal.ONE);
    }

    private Unit unit() {
        String text = text("unit");
        Optional<Unit> unit = text == null ? Optional.empty() : Unit.find(text);
        if (unit.isEmpty()) {
            fault(ReasonCode.UNIT_UNKNOWN, "unit", "unit is '%s', required is a unit of the catalogue".formatted(text));
            return null;
        }
        String activity = text("activity");
        Optional<ActivityType> type = activity == null ? Optional.empty() : ActivityCatalogue.find(activity);
        if (type.isPresent() && !type.get().accepts(unit.get())) {
            fault(ReasonCode.UNIT_MISMATCH, "unit", "unit is %s, %s is measured as %s".formatted(unit.get(), activity,
                    type.get().dimensionsInWords()));
        }
        return unit.get();
    }

    private String country() {
        String country = text("country");
        if (country != null && Region.find(country).filter(region -> region.code().length() == 2).isEmpty()) {
            fault(ReasonCode.FIELD_INVALID, "country", "country is %s, allowed is ISO 3166-1 alpha-2".formatted(
                    country));
        }
        return country;
    }

    private int year() {
        JsonNode year = line.path("year");
        if (!year.isIntegralNumber() || year.asInt() < YEAR_MIN || year.asInt() > YEAR_MAX) {
            fault(ReasonCode.FIELD_INVALID, "year", "year is %s, allowed are %d to %d".formatted(
                    year.isMissingNode() ? "missing" : year.toString(), YEAR_MIN, YEAR_MAX));
        }
        return year.asInt();
    }

    private String text(String name) {
        JsonNode value = line.path(name);
        return value.isTextual() && !value.textValue().isBlank() ? value.textValue().strip() : null;
    }

    private void fault(ReasonCode code, String field, String detail) {
        faults.add(new ProblemReason(code.name(), place + "." + field, place + ": " + detail));
    }
}
