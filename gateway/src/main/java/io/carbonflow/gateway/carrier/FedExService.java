package io.carbonflow.gateway.carrier;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

import io.carbonflow.accounting.quantity.Quantity;
import io.carbonflow.accounting.quantity.Unit;
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
    /** DESNZ calls a flight short-haul below this distance. */
    private static final BigDecimal SHORT_HAUL_KM_BOUND = new BigDecimal("3700");

    private FedExService() {}

    /** The activity code; null and a reason where the name tells no mode, null alone where the distance is missing. */
    static String modeOf(String serviceType, Quantity distance, Reasons reasons) {
        String name = serviceType.toUpperCase(Locale.ROOT);
        boolean isFreight = name.contains("FREIGHT");
        if (contains(ROAD, name) || (isFreight && !contains(AIR, name))) {
            return "freight.road.hgv";
        }
        if (contains(AIR, name)) {
            return distance == null ? null
                    : distance.in(Unit.KILOMETRE).amount().compareTo(SHORT_HAUL_KM_BOUND) < 0
                            ? "freight.air.short_haul"
                            : "freight.air.long_haul";
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
