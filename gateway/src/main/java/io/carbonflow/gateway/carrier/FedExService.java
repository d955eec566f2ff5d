package io.carbonflow.gateway.carrier;

import java.util.List;
import java.util.Locale;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.json.Quote;

/**
 * Which mode a FedEx service moves by. The payload does not say, so the name of the service decides, first rule first;
 * docs/reference/carriers.md tells the sender.
 */
final class FedExService {

    /** FedEx Freight (less than a truckload), Ground and its kind, regional economy: on the road. */
    private static final List<String> ROAD = List.of("FEDEX_FREIGHT", "GROUND", "HOME_DELIVERY", "SMART_POST",
            "SMARTPOST", "REGIONAL_ECONOMY");
    /** Everything with a promised day, express freight included: by air. */
    private static final List<String> AIR = List.of("INTERNATIONAL", "EXPRESS", "PRIORITY", "OVERNIGHT", "DAY", "AIR",
            "SAVER", "FIRST");

    private FedExService() {}

    /** The mode; null and a reason where the name tells none. */
    static ModeChoice modeOf(String serviceType, Reasons reasons) {
        String name = serviceType.toUpperCase(Locale.ROOT);
        boolean isFreight = name.contains("FREIGHT");
        if (contains(ROAD, name) || (isFreight && !contains(AIR, name))) {
            return new ModeChoice(TransportMode.ROAD, "the service's name is one of road services");
        }
        if (contains(AIR, name)) {
            return new ModeChoice(TransportMode.AIR, "the service's name promises a day, which is met by air");
        }
        reasons.add(serviceType.isEmpty() ? ReasonCode.FIELD_MISSING : ReasonCode.FIELD_INVALID, "serviceDetail.type",
                "serviceDetail.type tells road (FEDEX_FREIGHT…, …GROUND…, GROUND_HOME_DELIVERY, SMART_POST) or air "
                        + "(INTERNATIONAL…, …EXPRESS…, PRIORITY…, …OVERNIGHT, …DAY…), found " + Quote.of(serviceType));
        return null;
    }

    private static boolean contains(List<String> parts, String name) {
        return parts.stream().anyMatch(name::contains);
    }
}
