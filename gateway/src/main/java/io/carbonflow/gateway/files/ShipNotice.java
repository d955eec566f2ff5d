package io.carbonflow.gateway.files;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.carbonflow.accounting.quantity.Quantity;
import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.gateway.files.ShipmentMass.Kind;
import io.carbonflow.intake.contract.Reasons;

/** What a ship notice says, X12 856 and EDIFACT DESADV alike; a field that it does not say is null. */
final class ShipNotice {

    private static final Map<String, String> X12_MODES = Map.ofEntries(Map.entry("M", "road"), Map.entry("J", "road"),
            Map.entry("LT", "road"), Map.entry("H", "road"), Map.entry("A", "air"), Map.entry("AE", "air"),
            Map.entry("R", "rail"), Map.entry("S", "sea"), Map.entry("O", "sea"), Map.entry("VE", "sea"));
    /** UN/ECE Recommendation 19; older directories write 10, 20, 30. */
    private static final Map<Character, String> EDIFACT_MODES = Map.of('1', "sea", '2', "rail", '3', "road", '4', "air",
            '8', "inland_waterway");
    /** X12 data element 355, and the codes of UN/ECE Recommendation 20 that stand there, too. */
    private static final Map<String, String> X12_UNITS = Map.ofEntries(Map.entry("LB", "lb"), Map.entry("01", "lb"),
            Map.entry("LBR", "lb"), Map.entry("KG", "kg"), Map.entry("50", "kg"), Map.entry("KGM", "kg"),
            Map.entry("GR", "g"), Map.entry("GRM", "g"), Map.entry("MP", "t"), Map.entry("MT", "t"),
            Map.entry("TNE", "t"), Map.entry("TN", "short_ton"), Map.entry("LT", "long_ton"));
    /** UN/ECE Recommendation 20. */
    private static final Map<String, String> EDIFACT_UNITS = Map.of("KGM", "kg", "TNE", "t", "GRM", "g", "MGM", "mg",
            "LBR", "lb", "STN", "short_ton", "LTN", "long_ton");
    private static final Set<String> GROSS = Set.of("G", "AAD", "AAB");
    private static final Set<String> NET = Set.of("N", "AAC", "AAA");
    private static final Set<String> OF_ONE_PACKAGE = Set.of("AAB", "AAA");
    private static final String TARE = "T";
    private static final int PACKAGES_DIGITS_MAX = 6;

    String id;
    String purpose = "";
    String created;
    String shipped;
    String mode;
    String from;
    String to;
    String supplier;

    private final ShipmentMass weights;
    private Quantity mass;

    private ShipNotice(Map<String, String> units) {
        weights = new ShipmentMass(units);
    }

    static ShipNotice ofX12(List<EdiSegment> segments) {
        var notice = new ShipNotice(X12_UNITS);
        String party = "";
        for (EdiSegment segment : segments) {
            switch (segment.name()) {
                case "HL" -> notice.weights.level(segment.text(1), segment.text(2));
                case "BSN" -> {
                    notice.purpose = segment.text(1);
                    notice.id = segment.text(2);
                    notice.created = instant(segment.text(3), segment.text(4));
                }
                case "DTM" -> notice.shipped = segment.text(1).equals("011") ? instant(segment.text(2), segment.text(3))
                        : notice.shipped;
                case "TD1" -> notice.weigh(segment.text(6), "WT", segment.text(7), segment.text(8), 1);
                case "MEA" -> notice.weigh(segment.text(2), segment.text(1), segment.text(3), segment.text(4), 1);
                case "TD5" -> notice.mode = notice.mode == null ? X12_MODES.get(segment.text(4)) : notice.mode;
                case "N1" -> {
                    party = segment.text(1);
                    notice.party(party, segment.text(4));
                }
                case "N4" -> notice.place(party, segment.text(4).isEmpty() ? "US" : segment.text(4), segment.text(3));
                default -> {}
            }
        }
        return notice;
    }

    static ShipNotice ofEdifact(List<EdiSegment> segments) {
        var notice = new ShipNotice(EDIFACT_UNITS);
        boolean isOfItem = false;
        int packages = 1;
        for (EdiSegment segment : segments) {
            switch (segment.name()) {
                case "CPS" -> {
                    notice.weights.level(segment.text(1), segment.text(2));
                    isOfItem = false;
                    packages = 1;
                }
                case "PAC" -> {
                    notice.weights.packages();
                    packages = count(segment.text(1));
                }
                case "LIN" -> isOfItem = true;
                case "BGM" -> {
                    notice.id = segment.text(2);
                    notice.purpose = segment.text(3);
                }
                case "DTM" -> notice.dated(segment.text(1), segment.text(1, 1));
                case "MEA" -> {
                    if (!isOfItem) {
                        notice.weigh(segment.text(2), segment.text(1), segment.text(3, 1).replace(',', '.'),
                                segment.text(3), packages);
                    }
                }
                case "TDT" -> {
                    String code = segment.text(3);
                    notice.mode = notice.mode == null && !code.isEmpty() ? EDIFACT_MODES.get(code.charAt(0))
                            : notice.mode;
                }
                case "NAD" -> {
                    String party = switch (segment.text(1)) {
                        case "SU", "SE" -> "SU";
                        case "SF", "CZ" -> "SF";
                        case "CN", "DP", "ST" -> "ST";
                        default -> "";
                    };
                    notice.party(party, segment.text(2));
                    notice.place(party, segment.text(9), segment.text(8));
                }
                default -> {}
            }
        }
        return notice;
    }

    boolean isCancelled() {
        return purpose.equals("01") || purpose.equals("1");
    }

    /** The canonical activity, its distance in kilometres. */
    ObjectNode activity(String eventId, String sender, String distance) {
        ObjectNode activity = JsonNodeFactory.instance.objectNode();
        activity.put("id", eventId);
        activity.put("kind", "logistics");
        activity.put("activity", code(distance));
        activity.put("occurred_at", shipped == null ? created : shipped);
        activity.put("source_id", "edi:" + sender);
        activity.put("supplier_id", supplier == null ? sender : supplier);
        ObjectNode attributes = activity.putObject("attributes");
        attributes.put("mass", mass.amount().toPlainString());
        attributes.put("mass_unit", mass.unit().code());
        attributes.put("distance", distance);
        attributes.put("distance_unit", "km");
        attributes.put("direction", "inbound");
        attributes.put("shipment_id", id);
        return activity;
    }

    /** What cannot be done without; a cancellation needs to say no more than what it cancels, and when. */
    void check(Reasons reasons) {
        missing(reasons, id == null || id.isBlank(), "shipment_id");
        missing(reasons, shipped == null && created == null, "occurred_at");
        if (isCancelled()) {
            return;
        }
        mass = weights.total(reasons);
        missing(reasons, mode == null, "mode");
        missing(reasons, from == null, "ship_from");
        missing(reasons, to == null, "ship_to");
    }

    private static void missing(Reasons reasons, boolean isMissing, String field) {
        if (isMissing) {
            reasons.add(ReasonCode.FIELD_MISSING, field, "the ship notice has no " + field.replace('_', ' ')
                    + " that can be read");
        }
    }

    private String code(String distance) {
        return switch (mode) {
            case "road" -> "freight.road.hgv";
            case "rail" -> "freight.rail";
            case "sea" -> "freight.sea.container";
            case "inland_waterway" -> "freight.inland_waterway";
            default -> new java.math.BigDecimal(distance).compareTo(java.math.BigDecimal.valueOf(3700)) < 0
                    ? "freight.air.short_haul"
                    : "freight.air.long_haul";
        };
    }

    /** The mass, once it was {@linkplain #check checked}. */
    Quantity mass() {
        return mass;
    }

    /** @param times of how many packages, where the weight is that of one */
    private void weigh(String dimension, String attribute, String amount, String unit, int times) {
        boolean isNet = NET.contains(dimension);
        boolean isWeight = isNet || GROSS.contains(dimension) || attribute.equals("WT") || weights.isUnit(unit);
        if (isWeight && !dimension.equals(TARE)) {
            weights.weigh(isNet ? Kind.NET : Kind.GROSS, amount, unit,
                    OF_ONE_PACKAGE.contains(dimension) ? times : 1);
        }
    }

    private static int count(String packages) {
        return packages.matches("\\d{1," + PACKAGES_DIGITS_MAX + "}") ? Math.max(1, Integer.parseInt(packages)) : 1;
    }

    private void party(String party, String partyId) {
        if (partyId.isEmpty()) {
            return;
        }
        switch (party) {
            case "SU" -> supplier = partyId;
            case "SF" -> {
                from = partyId;
                supplier = supplier == null ? partyId : supplier;
            }
            case "ST" -> to = partyId;
            default -> {}
        }
    }

    /** A place stands in where the party has no number. */
    private void place(String party, String country, String postalCode) {
        String place = postalCode.isEmpty() ? null : country + "-" + postalCode;
        if (party.equals("SF") && from == null) {
            from = place;
        } else if (party.equals("ST") && to == null) {
            to = place;
        }
    }

    private void dated(String code, String text) {
        String digits = text.replaceAll("\\D", "");
        if (code.equals("11") && digits.length() >= 8) {
            shipped = instant(digits.substring(0, 8), digits.substring(8));
        } else if (code.equals("137") && digits.length() >= 8) {
            created = instant(digits.substring(0, 8), digits.substring(8));
        }
    }

    /** EDI dates have no zone: they are taken as UTC. Null where there is none. */
    private static String instant(String date, String time) {
        try {
            String day = date.length() == 6 ? "20" + date : date;
            var at = time.length() >= 4
                    ? LocalTime.parse(time.substring(0, 4), DateTimeFormatter.ofPattern("HHmm"))
                    : LocalTime.MIDNIGHT;
            return LocalDate.parse(day, DateTimeFormatter.BASIC_ISO_DATE)
                .atTime(at)
                .toInstant(ZoneOffset.UTC)
                .toString();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
