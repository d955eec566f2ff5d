package io.carbonflow.calculator.estimate;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

import io.carbonflow.accounting.activity.ActivityCatalogue;
import io.carbonflow.accounting.activity.ActivityFamily;
import io.carbonflow.accounting.activity.ActivityKind;
import io.carbonflow.accounting.activity.ActivityType;
import io.carbonflow.accounting.calculation.ActivityData;
import io.carbonflow.accounting.calculation.FreightDetails;

/**
 * Reads {@code {"emission_factor": {"activity_id", "region", "year"}, "parameters": {"energy": 4200, "energy_unit":
 * "kWh"}}}, the form other calculation services have made familiar.
 */
final class SelectorForm {

    /** The parameters that state one amount, each with its unit in {@code <name>_unit}. */
    private static final List<String> AMOUNTS = List.of("energy", "volume", "mass", "weight", "money", "distance",
            "number", "quantity");

    private SelectorForm() {}

    static ActivityData read(JsonFields selector, JsonFields parameters, Clock clock) {
        String code = selector.text("activity_id");
        if (code == null) {
            selector.missing("activity_id", "activity_id is missing; it takes our activity codes, as electricity.grid");
            return null;
        }
        ActivityType type = ActivityCatalogue.find(code).orElse(null);
        ActivityKind kind = type == null ? ActivityKind.SUPPLIER : type.kind();
        ActivityData.Builder activity = ActivityData.of(kind, code, time(selector.year("year"), clock));
        place(activity, selector);
        boolean isFreight = type != null && type.family() == ActivityFamily.FREIGHT;
        if (isFreight && (parameters.has("weight") || parameters.has("mass"))) {
            freight(activity, parameters);
        } else {
            amount(activity, parameters, type);
        }
        return activity.build();
    }

    /** The middle of a past year stands for the year; without a year it is now. */
    private static Instant time(Integer year, Clock clock) {
        return year == null ? clock.instant() : LocalDate.of(year, 7, 1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static void place(ActivityData.Builder activity, JsonFields selector) {
        String region = selector.text("region");
        if (region == null || region.matches("(?i)WORLD|GLOBAL")) {
            return;
        }
        if (!region.matches("[A-Z]{2}([-/][A-Z0-9_-]{1,16})?")) {
            selector.invalid("region", region,
                    "WORLD, a country such as DE, or a subdivision such as US-CA or US/CAMX");
            return;
        }
        activity.place(region.substring(0, 2), region.length() > 3 ? region.substring(3) : null);
    }

    private static void freight(ActivityData.Builder activity, JsonFields parameters) {
        String mass = parameters.has("weight") ? "weight" : "mass";
        activity.freight(new FreightDetails(parameters.decimal(mass), parameters.text(mass + "_unit"),
                parameters.decimal("distance"), parameters.text("distance_unit"), "inbound", null, null));
    }

    private static void amount(ActivityData.Builder activity, JsonFields parameters, ActivityType type) {
        List<String> stated = AMOUNTS.stream().filter(parameters::has).toList();
        if (stated.size() != 1) {
            parameters.missing("",
                    "parameters state one of %s with its unit in <name>_unit, found %s".formatted(AMOUNTS,
                            stated));
            return;
        }
        String name = stated.get(0);
        BigDecimal amount = parameters.decimal(name);
        String unit = "quantity".equals(name) && parameters.has("unit")
                ? parameters.text("unit")
                : parameters.text(name + "_unit");
        if (unit == null && "number".equals(name)) {
            unit = "travel.hotel_night".equals(type == null ? "" : type.code()) ? "room.night" : "piece";
        }
        boolean isPassengerDistance = "distance".equals(name) && parameters.has("passengers");
        if (isPassengerDistance && amount != null && unit != null && parameters.decimal("passengers") != null) {
            amount = amount.multiply(parameters.decimal("passengers"));
            unit = "passenger." + unit;
        }
        activity.quantity(amount, unit);
    }
}
