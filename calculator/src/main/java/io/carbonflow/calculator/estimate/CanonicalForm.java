package io.carbonflow.calculator.estimate;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;

import io.carbonflow.accounting.activity.ActivityCatalogue;
import io.carbonflow.accounting.activity.ActivityKind;
import io.carbonflow.accounting.activity.ActivityType;
import io.carbonflow.accounting.allocation.AllocationKey;
import io.carbonflow.accounting.calculation.ActivityData;
import io.carbonflow.accounting.calculation.FreightDetails;
import io.carbonflow.accounting.calculation.SupplierFactor;
import io.carbonflow.rules.ActivityAllocation;

/**
 * Reads {@code {"activity": {…}}}: the canonical activity without its id. Kind follows from the activity and the time is
 * now where they are not stated, because an estimate asks about an activity and does not report one.
 */
final class CanonicalForm {

    private CanonicalForm() {}

    static ActivityData read(JsonFields activity, Clock clock) {
        String code = activity.text("activity");
        if (code == null) {
            activity.missing("activity", "the activity's code is missing, for example electricity.grid");
            return null;
        }
        JsonFields attributes = activity.inside("attributes");
        return ActivityData.of(kind(activity, code), code, time(activity, clock))
            .quantity(activity.decimal("quantity"), activity.text("unit"))
            .place(country(activity), activity.text("subdivision"))
            .facility(activity.text("facility_id"))
            .supplier(activity.text("supplier_id"))
            .product(activity.text("product_id"))
            .source(activity.text("source_id"))
            .industry(attributes.has("industry") ? attributes.text("industry") : attributes.text("naics"))
            .dataQuality(dataQuality(activity))
            .allocation(allocation(attributes))
            .attributes(attributes.texts())
            .carriedGridIntensity(attributes.decimal("grid_carbon_intensity_gco2_kwh"))
            .freight(new FreightDetails(attributes.decimal("mass"), attributes.text("mass_unit"),
                    attributes.decimal("distance"), attributes.text("distance_unit"),
                    word(attributes, "direction", "inbound|outbound|internal"),
                    word(attributes, "paid_by", "us|supplier|customer"), attributes.decimal("carried_kg_co2e_wtw")))
            .supplierFactor(supplierFactor(attributes))
            .priceYear(attributes.year("price_year"))
            .ownFleet(attributes.isTrue("own_fleet"))
            .capital(attributes.isTrue("capital"))
            .lifecycleStage(attributes.text("lifecycle_stage"))
            .build();
    }

    /** What nobody measured is worked out. */
    private static String dataQuality(JsonFields activity) {
        String stated = word(activity, "data_quality", "measured|supplier_given|calculated|imputed");
        return stated == null ? "calculated" : stated;
    }

    private static AllocationKey allocation(JsonFields attributes) {
        if (!attributes.has("allocation")) {
            return null;
        }
        String json = attributes.texts().get("allocation");
        return ActivityAllocation.read(json).fold(ActivityAllocation.Given::key, refused -> {
            refused.faults().forEach(fault -> attributes.invalid("allocation", fault));
            return null;
        });
    }

    private static ActivityKind kind(JsonFields activity, String code) {
        String stated = activity.text("kind");
        if (stated == null) {
            return ActivityCatalogue.find(code).map(ActivityType::kind).orElse(ActivityKind.SUPPLIER);
        }
        return ActivityKind.find(stated).orElseGet(() -> {
            activity.invalid("kind", stated, "energy, logistics, procurement or supplier");
            return ActivityKind.SUPPLIER;
        });
    }

    private static Instant time(JsonFields activity, Clock clock) {
        Instant occurredAt = activity.instant("occurred_at");
        Instant periodStart = activity.instant("period_start");
        Instant stated = occurredAt == null ? periodStart : occurredAt;
        return stated == null ? clock.instant() : stated;
    }

    private static String country(JsonFields activity) {
        return word(activity, "country", "[A-Z]{2}");
    }

    private static String word(JsonFields fields, String name, String pattern) {
        String text = fields.text(name);
        if (text != null && !text.matches(pattern)) {
            return fields.invalid(name, text, pattern.replace("[A-Z]{2}", "an ISO 3166-1 alpha-2 country"));
        }
        return text;
    }

    private static SupplierFactor supplierFactor(JsonFields attributes) {
        if (!attributes.has("supplier_factor")) {
            return null;
        }
        JsonFields factor = attributes.inside("supplier_factor");
        BigDecimal value = factor.decimal("kg_co2e_per_unit");
        String unit = factor.text("unit");
        if (value == null || unit == null) {
            factor.missing(value == null ? "kg_co2e_per_unit" : "unit", "a supplier factor has a value and a unit");
            return null;
        }
        return new SupplierFactor(value, unit, factor.day("valid_from"), factor.day("valid_to"), factor.text("source"));
    }
}
