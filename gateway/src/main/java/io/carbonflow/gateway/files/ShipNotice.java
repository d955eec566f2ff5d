package io.carbonflow.gateway.files;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.intake.contract.Reasons;

/** What a ship notice says, X12 856 and EDIFACT DESADV alike; a field that it does not say is null. */
final class ShipNotice {

    private static final Map<String, String> X12_MODES = Map.ofEntries(Map.entry("M", "road"), Map.entry("J", "road"),
            Map.entry("LT", "road"), Map.entry("H", "road"), Map.entry("A", "air"), Map.entry("AE", "air"),
            Map.entry("R", "rail"), Map.entry("S", "sea"), Map.entry("O", "sea"), Map.entry("VE", "sea"));
    /** UN/ECE Recommendation 19; older directories write 10, 20, 30. */
    private static final Map<Character, String> EDIFACT_MODES = Map.of('1', "sea", '2', "rail", '3', "road", '4', "air",
            '8', "inland_waterway");
    private static final Map<String, String> MASS_UNITS = Map.of("LB", "lb", "01", "lb", "LBR", "lb", "KG", "kg", "50",
            "kg", "KGM", "kg", "TNE", "t", "GRM", "g", "GR", "g", "MT", "t");

    String id;
    String purpose = "";
    String created;
    String shipped;
    String mass;
    String massUnit;
    String mode;
    String from;
    String to;
    String supplier;

    private ShipNotice() {}

    static ShipNotice ofX12(List<EdiSegment> segments) {
        var notice = new ShipNotice();
        int levels = 0;
        String party = "";
        for (EdiSegment segment : segments) {
            switch (segment.name()) {
                case "HL" -> levels++;
                case "BSN" -> {
                    notice.purpose = segment.text(1);
                    notice.id = segment.text(2);
                    notice.created = instant(segment.text(3), segment.text(4));
                }
                case "DTM" -> notice.shipped = segment.text(1).equals("011") ? instant(segment.text(2), segment.text(3))
                        : notice.shipped;
                case "TD1" -> notice.weigh(levels <= 1, segment.text(7), segment.text(8));
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
        var notice = new ShipNotice();
        boolean inHeader = true;
        for (EdiSegment segment : segments) {
            switch (segment.name()) {
                case "LIN" -> inHeader = false;
                case "BGM" -> {
                    notice.id = segment.text(2);
                    notice.purpose = segment.text(3);
                }
                case "DTM" -> notice.dated(segment.text(1), segment.text(1, 1));
                case "MEA" -> notice.weigh(inHeader, segment.text(3, 1), segment.text(3));
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
        attributes.put("mass", mass);
        attributes.put("mass_unit", massUnit);
        attributes.put("distance", distance);
        attributes.put("distance_unit", "km");
        attributes.put("direction", "inbound");
        attributes.put("shipment_id", id);
        return activity;
    }

    /** What cannot be done without. */
    void check(Reasons reasons) {
        missing(reasons, id == null || id.isBlank(), "shipment_id");
        missing(reasons, shipped == null && created == null, "occurred_at");
        missing(reasons, mass == null, "mass");
        if (mass != null && massUnit == null) {
            reasons.add(ReasonCode.UNIT_UNKNOWN, "mass_unit", "the weight's unit is not a unit of mass we know");
        }
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

    /** The weight of the shipment stands once; further ones are of its parts. */
    private void weigh(boolean isOfShipment, String amount, String unit) {
        if (isOfShipment && mass == null && !amount.isEmpty()) {
            mass = amount;
            massUnit = MASS_UNITS.get(unit);
        }
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
