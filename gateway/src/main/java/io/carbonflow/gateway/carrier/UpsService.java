package io.carbonflow.gateway.carrier;

import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.json.Quote;

/** Which mode a UPS service moves by, by its description, else its code. */
final class UpsService {

    private static final List<String> ROAD = List.of("GROUND", "STANDARD", "SUREPOST", "3 DAY SELECT", "FREIGHT LTL",
            "FREIGHT TL", "ACCESS POINT");
    private static final List<String> AIR = List.of("AIR", "EXPRESS", "EXPEDITED", "SAVER", "WORLDWIDE");
    private static final List<String> ROAD_CODES = List.of("03", "003", "11", "011", "12", "012", "93", "093");
    private static final List<String> AIR_CODES = List.of("01", "001", "02", "002", "07", "007", "08", "008", "13",
            "013", "14", "014", "54", "054", "59", "059", "65", "065");

    private UpsService() {}

    /** The mode; null and a reason where nothing tells it. */
    static ModeChoice modeOf(JsonNode service, Reasons reasons) {
        String words = Payload.text(service, "description").toUpperCase(Locale.ROOT);
        String code = Payload.text(service, "code");
        if (ROAD.stream().anyMatch(words::contains) || words.isEmpty() && ROAD_CODES.contains(code)) {
            return new ModeChoice(TransportMode.ROAD, "the service is one of road services");
        }
        if (AIR.stream().anyMatch(words::contains) || words.isEmpty() && AIR_CODES.contains(code)) {
            return new ModeChoice(TransportMode.AIR, "the service is one of air services");
        }
        String found = words.isEmpty() ? code : words;
        reasons.add(found.isEmpty() ? ReasonCode.FIELD_MISSING : ReasonCode.FIELD_INVALID, "service",
                "service tells road (…Ground, Standard, SurePost, 3 Day Select, Freight LTL) or air (…Air, …Express…, "
                        + "…Expedited, …Saver), found " + Quote.of(found));
        return null;
    }
}
