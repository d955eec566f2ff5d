package io.carbonflow.client;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An activity in its canonical form, as {@code POST /v1/activities} takes it. Immutable. */
public final class CarbonEvent {

    private final ObjectNode json;

    private CarbonEvent(ObjectNode json) {
        this.json = json;
    }

    /**
     * Energy drawn, fuel burned.
     *
     * @param activity for example {@code electricity.grid} or {@code fuel.diesel}
     * @param quantity a plain decimal; every digit is kept
     * @param unit     for example {@code kWh} or {@code l}
     */
    public static Builder energy(String activity, String quantity, String unit) {
        return new Builder("energy", activity).quantity(quantity, unit);
    }

    /** Goods moved: give the quantity in {@code t.km}, or the attributes mass and distance with their units. */
    public static Builder logistics(String activity) {
        return new Builder("logistics", activity);
    }

    /**
     * Money spent.
     *
     * @param activity for example {@code spend.naics.331110}
     * @param amount   net, a plain decimal
     * @param currency ISO 4217
     */
    public static Builder procurement(String activity, String amount, String currency) {
        return new Builder("procurement", activity).quantity(amount, currency);
    }

    /** What a supplier reports, or whatever else a site does: production, waste, travel, water. */
    public static Builder supplier(String activity, String quantity, String unit) {
        return new Builder("supplier", activity).quantity(quantity, unit);
    }

    /** The event as the gateway reads it. */
    JsonNode json() {
        return json;
    }

    @Override
    public String toString() {
        return json.toString();
    }

    /** Collects what an event says. Nothing is checked before it is sent. */
    public static final class Builder {

        private final ObjectNode json = JsonNodeFactory.instance.objectNode();

        private Builder(String kind, String activity) {
            json.put("kind", kind).put("activity", requireNonNull(activity, "activity is null"));
        }

        /** Identifies the event for ever: sent again with the same content, it is booked once. */
        public Builder id(String id) {
            return text("id", id);
        }

        public Builder quantity(String quantity, String unit) {
            return text("quantity", quantity).text("unit", unit);
        }

        public Builder occurredAt(Instant at) {
            return text("occurred_at", at.toString());
        }

        /** @param to exclusive, after {@code from} */
        public Builder period(Instant from, Instant to) {
            return text("period_start", from.toString()).text("period_end", to.toString());
        }

        public Builder source(String sourceId) {
            return text("source_id", sourceId);
        }

        public Builder facility(String facilityId) {
            return text("facility_id", facilityId);
        }

        public Builder supplierId(String supplierId) {
            return text("supplier_id", supplierId);
        }

        public Builder product(String productId) {
            return text("product_id", productId);
        }

        /** @param country ISO 3166-1 alpha-2 */
        public Builder country(String country) {
            return text("country", country);
        }

        public Builder subdivision(String subdivision) {
            return text("subdivision", subdivision);
        }

        /** @param quality measured, supplier_given, calculated or imputed */
        public Builder dataQuality(String quality) {
            return text("data_quality", quality);
        }

        public Builder attribute(String name, String value) {
            json.withObjectProperty("attributes").put(name, value);
            return this;
        }

        public CarbonEvent build() {
            return new CarbonEvent(json.deepCopy());
        }

        private Builder text(String field, String value) {
            json.put(field, value);
            return this;
        }
    }
}
