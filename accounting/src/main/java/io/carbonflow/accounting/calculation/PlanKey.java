package io.carbonflow.accounting.calculation;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Objects;

import io.carbonflow.accounting.activity.ActivityKind;
import io.carbonflow.accounting.allocation.AllocationKey;

/**
 * Everything of an activity that can change how it is calculated, and nothing that cannot: its amounts, and whatever no
 * rule looks at.
 */
final class PlanKey {

    ActivityKind kind;
    String activity;
    String factorActivity;
    String element;
    String unit;
    String country;
    String subdivision;
    String dataQuality;
    String direction;
    String paidBy;
    String lifecycleStage;
    String facility;
    String supplier;
    String product;
    String source;
    String industry;
    boolean ownFleet;
    boolean capital;
    int given;
    int priceYear;
    long period;
    long stated;
    long noticed;
    SupplierFactor supplierFactor;
    AllocationKey allocation;
    BigDecimal gridIntensity;
    String[] attributes;
    private int hash;

    /** To be called once all is set. */
    PlanKey sealed() {
        int h = activity.hashCode();
        h = 31 * h + Objects.hashCode(unit);
        h = 31 * h + Objects.hashCode(country);
        h = 31 * h + Objects.hashCode(subdivision);
        h = 31 * h + Objects.hashCode(facility);
        h = 31 * h + Objects.hashCode(supplier);
        h = 31 * h + Objects.hashCode(product);
        h = 31 * h + Objects.hashCode(source);
        h = 31 * h + Objects.hashCode(industry);
        h = 31 * h + Objects.hashCode(dataQuality);
        h = 31 * h + Objects.hashCode(direction);
        h = 31 * h + Objects.hashCode(element);
        h = 31 * h + Long.hashCode(period);
        h = 31 * h + given;
        h = 31 * h + priceYear;
        h = 31 * h + Arrays.hashCode(attributes);
        hash = 31 * h + Objects.hashCode(gridIntensity);
        return this;
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public boolean equals(Object object) {
        if (!(object instanceof PlanKey other) || hash != other.hash) {
            return false;
        }
        return kind == other.kind && given == other.given && priceYear == other.priceYear && period == other.period
                && stated == other.stated && noticed == other.noticed && ownFleet == other.ownFleet
                && capital == other.capital && activity.equals(other.activity) && Objects.equals(unit, other.unit)
                && Objects.equals(country, other.country) && Objects.equals(subdivision, other.subdivision)
                && Objects.equals(dataQuality, other.dataQuality) && hasSameParties(other)
                && Objects.equals(factorActivity, other.factorActivity) && Objects.equals(element, other.element)
                && Objects.equals(supplierFactor, other.supplierFactor)
                && Objects.equals(allocation, other.allocation) && Objects.equals(gridIntensity, other.gridIntensity)
                && Arrays.equals(attributes, other.attributes);
    }

    private boolean hasSameParties(PlanKey other) {
        return Objects.equals(facility, other.facility) && Objects.equals(supplier, other.supplier)
                && Objects.equals(product, other.product) && Objects.equals(source, other.source)
                && Objects.equals(industry, other.industry) && Objects.equals(direction, other.direction)
                && Objects.equals(paidBy, other.paidBy) && Objects.equals(lifecycleStage, other.lifecycleStage);
    }
}
