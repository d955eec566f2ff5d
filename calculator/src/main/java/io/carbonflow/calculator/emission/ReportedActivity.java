package io.carbonflow.calculator.emission;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.carbonflow.accounting.activity.ActivityKind;
import io.carbonflow.accounting.allocation.AllocationKey;
import io.carbonflow.accounting.calculation.ActivityData;
import io.carbonflow.accounting.calculation.FreightDetails;
import io.carbonflow.accounting.calculation.Refusal;
import io.carbonflow.accounting.calculation.RefusalCode;
import io.carbonflow.accounting.calculation.SupplierFactor;
import io.carbonflow.accounting.quantity.ExactDecimal;
import io.carbonflow.contracts.avro.EnergyBody;
import io.carbonflow.contracts.avro.LogisticsBody;
import io.carbonflow.contracts.avro.ProcurementBody;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.contracts.avro.SupplierBody;
import io.carbonflow.rules.ActivityAllocation;

/** Reads an activity off its record. The gateway has checked it; a record from elsewhere gets no further than here. */
final class ReportedActivity {

    private final RawActivity raw;
    private final List<Refusal> faults = new ArrayList<>();
    private final ActivityData data;

    private ReportedActivity(RawActivity raw) {
        this.raw = raw;
        this.data = read();
    }

    static ReportedActivity of(RawActivity raw) {
        return new ReportedActivity(raw);
    }

    /** What cannot be read; empty where {@link #data} holds all. */
    List<Refusal> faults() {
        return faults;
    }

    ActivityData data() {
        return data;
    }

    private ActivityData read() {
        Map<String, String> attributes = raw.getAttributes();
        ActivityData.Builder activity = ActivityData
            .of(ActivityKind.valueOf(raw.getKind().name()), raw.getActivity(), raw.getOccurredAt())
            .quantity(decimal("quantity", raw.getQuantity()), raw.getUnit())
            .place(raw.getCountry(), raw.getSubdivision())
            .facility(raw.getFacilityId())
            .supplier(raw.getSupplierId())
            .product(raw.getProductId())
            .source(raw.getSourceId())
            .industry(attributes.getOrDefault("industry", attributes.get("naics")))
            .dataQuality(raw.getDataQuality())
            .allocation(allocation(attributes.get("allocation")))
            .attributes(attributes)
            .ownFleet(isTrue(attributes, "own_fleet"))
            .capital(isTrue(attributes, "capital"))
            .lifecycleStage(attributes.get("lifecycle_stage"));
        if (raw.getBody() instanceof EnergyBody energy) {
            activity.carriedGridIntensity(decimal("grid_carbon_intensity_gco2_kwh",
                    energy.getCarriedGridIntensityGPerKwh()));
            decimal("counter_start", energy.getCounterStart()); // no part of the arithmetic, but of what is kept
            decimal("counter_end", energy.getCounterEnd());
        } else if (raw.getBody() instanceof LogisticsBody logistics) {
            activity.freight(freight(logistics));
        } else if (raw.getBody() instanceof ProcurementBody procurement) {
            activity.priceYear(procurement.getPriceYear());
        } else if (raw.getBody() instanceof SupplierBody supplier && supplier.getFactor() != null) {
            activity.supplierFactor(supplierFactor(supplier.getFactor()));
        }
        return activity.build();
    }

    private AllocationKey allocation(String json) {
        return json == null ? null : ActivityAllocation.read(json).fold(ActivityAllocation.Given::key, refused -> {
            refused.faults()
                .forEach(fault -> faults.add(new Refusal(RefusalCode.FIELD_INVALID, "attributes.allocation",
                        fault.inWords())));
            return null;
        });
    }

    private FreightDetails freight(LogisticsBody body) {
        return new FreightDetails(decimal("mass", body.getMass()), body.getMassUnit(),
                decimal("distance", body.getDistance()), body.getDistanceUnit(), body.getDirection(), body.getPaidBy(),
                decimal("carried_kg_co2e_wtw", body.getCarriedKgCo2eWtw()));
    }

    private SupplierFactor supplierFactor(io.carbonflow.contracts.avro.SupplierFactor factor) {
        BigDecimal value = decimal("supplier_factor.kg_co2e_per_unit", factor.getKgCo2ePerUnit());
        return value == null
                ? null
                : new SupplierFactor(value, factor.getUnit(), day("supplier_factor.valid_from", factor.getValidFrom()),
                        day("supplier_factor.valid_to", factor.getValidTo()), factor.getSource());
    }

    private BigDecimal decimal(String field, String text) {
        if (text == null) {
            return null;
        }
        return ExactDecimal.parse(text).orElseGet(() -> fault(field, text, "a plain decimal"));
    }

    private LocalDate day(String field, String text) {
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeException e) {
            return fault(field, text, "a date such as 2025-12-31");
        }
    }

    private <T> T fault(String field, String found, String allowed) {
        faults.add(new Refusal(RefusalCode.FIELD_INVALID, field, "%s is '%s', allowed is %s".formatted(field, found,
                allowed)));
        return null;
    }

    private static boolean isTrue(Map<String, String> attributes, String name) {
        return "true".equals(attributes.get(name));
    }
}
