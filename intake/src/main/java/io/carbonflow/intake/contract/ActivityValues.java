package io.carbonflow.intake.contract;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;

import io.carbonflow.accounting.quantity.ExactDecimal;
import io.carbonflow.accounting.quantity.Quantity;
import io.carbonflow.accounting.quantity.Unit;
import io.carbonflow.contracts.avro.EnergyBody;
import io.carbonflow.contracts.avro.LogisticsBody;
import io.carbonflow.contracts.avro.ProcurementBody;
import io.carbonflow.contracts.avro.RawActivity;

/** The fields of an accepted activity by the names senders know them under. */
public final class ActivityValues {

    public static final String ATTRIBUTES = "attributes.";
    private static final Set<String> NAMES = Set.of("id", "kind", "activity", "quantity", "unit", "occurred_at",
            "period_start", "period_end", "source_id", "facility_id", "supplier_id", "product_id", "country",
            "subdivision", "data_quality", "replaces_event_id");

    private ActivityValues() {}

    /** Whether activities have a field of this name; any name under {@code attributes} may be one. */
    public static boolean isField(String name) {
        return NAMES.contains(name) || name.startsWith(ATTRIBUTES) && name.length() > ATTRIBUTES.length();
    }

    /** The names that are not under {@code attributes}. */
    public static Set<String> names() {
        return NAMES;
    }

    /** The value as text, decimals plain and times as UTC instants; null where the activity has none. */
    public static String text(RawActivity activity, String name) {
        return switch (name) {
            case "id" -> activity.getEventId();
            case "kind" -> activity.getKind() == null ? null : activity.getKind().name().toLowerCase(Locale.ROOT);
            case "activity" -> activity.getActivity();
            case "quantity" -> activity.getQuantity();
            case "unit" -> activity.getUnit();
            case "occurred_at" -> activity.getOccurredAt().toString();
            case "period_start" -> activity.getPeriodStart() == null ? null : activity.getPeriodStart().toString();
            case "period_end" -> activity.getPeriodEnd() == null ? null : activity.getPeriodEnd().toString();
            case "source_id" -> activity.getSourceId();
            case "facility_id" -> activity.getFacilityId();
            case "supplier_id" -> activity.getSupplierId();
            case "product_id" -> activity.getProductId();
            case "country" -> activity.getCountry();
            case "subdivision" -> activity.getSubdivision();
            case "data_quality" -> activity.getDataQuality();
            case "replaces_event_id" -> activity.getReplacesEventId();
            default -> name.startsWith(ATTRIBUTES) ? attribute(activity, name.substring(ATTRIBUTES.length())) : null;
        };
    }

    /**
     * A quantity of the activity in a unit.
     *
     * @param name {@code quantity}, or an attribute; {@code attributes.mass} has its unit in {@code attributes.mass_unit}
     * @param unit the unit to give it in; null for the number as it stands there
     * @return null where there is no such number, or it does not convert
     */
    public static BigDecimal amount(RawActivity activity, String name, Unit unit) {
        String text = text(activity, name);
        BigDecimal number = text == null ? null : ExactDecimal.parse(text).orElse(null);
        if (number == null || unit == null) {
            return number;
        }
        String unitText = text(activity, name.equals("quantity") ? "unit" : name + "_unit");
        return unitText == null ? null
                : Unit.find(unitText)
                    .filter(stated -> stated.convertsTo(unit))
                    .map(stated -> new Quantity(number, stated).in(unit).amount())
                    .orElse(null);
    }

    private static String attribute(RawActivity activity, String name) {
        String stated = activity.getAttributes() == null ? null : activity.getAttributes().get(name);
        return stated == null ? ofBody(activity.getBody(), name) : stated;
    }

    private static String ofBody(Object body, String name) {
        if (body instanceof LogisticsBody logistics) {
            return switch (name) {
                case "mass" -> logistics.getMass();
                case "mass_unit" -> logistics.getMassUnit();
                case "distance" -> logistics.getDistance();
                case "distance_unit" -> logistics.getDistanceUnit();
                case "direction" -> logistics.getDirection();
                case "paid_by" -> logistics.getPaidBy();
                case "shipment_id" -> logistics.getShipmentId();
                case "carried_kg_co2e_wtw" -> logistics.getCarriedKgCo2eWtw();
                default -> null;
            };
        }
        if (body instanceof ProcurementBody purchase) {
            return switch (name) {
                case "price_year" -> purchase.getPriceYear() == null ? null : purchase.getPriceYear().toString();
                case "document_id" -> purchase.getDocumentId();
                case "document_line" -> purchase.getDocumentLine();
                default -> null;
            };
        }
        return body instanceof EnergyBody energy && name.equals("energy_source") ? energy.getEnergySource() : null;
    }
}
