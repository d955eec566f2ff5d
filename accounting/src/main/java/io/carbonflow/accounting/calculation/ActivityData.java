package io.carbonflow.accounting.calculation;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;

import io.carbonflow.accounting.activity.ActivityKind;
import io.carbonflow.accounting.allocation.AllocationKey;

/**
 * One activity as it was reported, before anything is worked out. Texts are as received; null means not stated.
 *
 * @param kind the family it arrived in
 * @param activity the activity's code
 * @param quantity amount in {@code unit}; null where freight gives mass and distance instead
 * @param unit as the sender wrote it
 * @param occurredAt when it took place; its UTC year picks the factor's
 * @param country ISO 3166-1 alpha-2
 * @param subdivision ISO 3166-2 or a grid region
 * @param facilityId where it took place
 * @param supplierId the supplier it concerns
 * @param productId the product it concerns
 * @param sourceId what reported it
 * @param industry NAICS code of whoever caused it
 * @param dataQuality measured, supplier_given, calculated or imputed; anything else counts as imputed
 * @param carriedGridIntensity g CO2e per kWh that came with the reading
 * @param freight what only freight says
 * @param supplierFactor the supplier's own factor
 * @param priceYear the year of the money, for spend
 * @param ownFleet whether the vehicle is the reporting company's
 * @param capital whether the purchase is a capital good
 * @param lifecycleStage stage of a sold product, or relation to the place
 * @param allocation how the event itself says it is split; null where it does not
 * @param attributes the sender's other attributes; of freight also the chain's {@code legs}
 */
public record ActivityData(ActivityKind kind, String activity, BigDecimal quantity, String unit, Instant occurredAt,
        String country, String subdivision, String facilityId, String supplierId, String productId, String sourceId,
        String industry, String dataQuality, BigDecimal carriedGridIntensity, FreightDetails freight,
        SupplierFactor supplierFactor, Integer priceYear, boolean ownFleet, boolean capital, String lifecycleStage,
        AllocationKey allocation, Map<String, String> attributes) {

    public ActivityData {
        requireNonNull(kind, "kind is null");
        requireNonNull(activity, "activity is null");
        requireNonNull(occurredAt, "occurredAt is null");
        requireNonNull(freight, "freight is null");
        requireNonNull(attributes, "attributes is null");
    }

    /** Starts an activity with what every one has. */
    public static Builder of(ActivityKind kind, String activity, Instant occurredAt) {
        return new Builder(kind, activity, occurredAt);
    }

    LocalDate day() {
        return occurredAt.atZone(ZoneOffset.UTC).toLocalDate();
    }

    /** Collects the optional parts. */
    public static final class Builder {

        private final ActivityKind kind;
        private final String activity;
        private final Instant occurredAt;
        private BigDecimal quantity;
        private String unit;
        private String country;
        private String subdivision;
        private String facilityId;
        private String supplierId;
        private String productId;
        private String sourceId;
        private String industry;
        private String dataQuality;
        private BigDecimal carriedGridIntensity;
        private FreightDetails freight = FreightDetails.NONE;
        private SupplierFactor supplierFactor;
        private Integer priceYear;
        private boolean ownFleet;
        private boolean capital;
        private String lifecycleStage;
        private AllocationKey allocation;
        private Map<String, String> attributes = Map.of();

        private Builder(ActivityKind kind, String activity, Instant occurredAt) {
            this.kind = kind;
            this.activity = activity;
            this.occurredAt = occurredAt;
        }

        public Builder quantity(BigDecimal amount, String inUnit) {
            this.quantity = amount;
            this.unit = inUnit;
            return this;
        }

        public Builder place(String inCountry, String inSubdivision) {
            this.country = inCountry;
            this.subdivision = inSubdivision;
            return this;
        }

        public Builder facility(String id) {
            this.facilityId = id;
            return this;
        }

        public Builder supplier(String id) {
            this.supplierId = id;
            return this;
        }

        public Builder product(String id) {
            this.productId = id;
            return this;
        }

        public Builder source(String id) {
            this.sourceId = id;
            return this;
        }

        public Builder industry(String naics) {
            this.industry = naics;
            return this;
        }

        public Builder dataQuality(String word) {
            this.dataQuality = word;
            return this;
        }

        public Builder allocation(AllocationKey key) {
            this.allocation = key;
            return this;
        }

        /** The map is not copied; it must not change any more. */
        public Builder attributes(Map<String, String> others) {
            this.attributes = others;
            return this;
        }

        /** g CO2e per kWh; null where none came. */
        public Builder carriedGridIntensity(BigDecimal gramsPerKilowattHour) {
            this.carriedGridIntensity = gramsPerKilowattHour;
            return this;
        }

        public Builder freight(FreightDetails details) {
            this.freight = details;
            return this;
        }

        public Builder supplierFactor(SupplierFactor factor) {
            this.supplierFactor = factor;
            return this;
        }

        public Builder priceYear(Integer year) {
            this.priceYear = year;
            return this;
        }

        public Builder ownFleet(boolean isOwn) {
            this.ownFleet = isOwn;
            return this;
        }

        public Builder capital(boolean isCapital) {
            this.capital = isCapital;
            return this;
        }

        public Builder lifecycleStage(String stage) {
            this.lifecycleStage = stage;
            return this;
        }

        public ActivityData build() {
            return new ActivityData(kind, activity, quantity, unit, occurredAt, country, subdivision, facilityId,
                    supplierId, productId, sourceId, industry, dataQuality, carriedGridIntensity, freight,
                    supplierFactor, priceYear, ownFleet, capital, lifecycleStage, allocation, attributes);
        }
    }
}
