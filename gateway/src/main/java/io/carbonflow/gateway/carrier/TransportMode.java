package io.carbonflow.gateway.carrier;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import io.carbonflow.accounting.quantity.Quantity;
import io.carbonflow.accounting.quantity.Unit;

/** How goods move, and what is known of it where a carrier says no more. */
enum TransportMode {
    ROAD("freight.road.hgv", "1.05"),
    RAIL("freight.rail", "1"),
    SEA("freight.sea.container", "1.15"),
    AIR("freight.air", null),
    INLAND_WATERWAY("freight.inland_waterway", "1");

    /** DESNZ calls a flight short-haul below this distance. */
    private static final BigDecimal SHORT_HAUL_KM_BOUND = new BigDecimal("3700");

    private final String activity;
    private final String adjustment;

    TransportMode(String activity, String adjustment) {
        this.activity = activity;
        this.adjustment = adjustment;
    }

    /** The activity over this distance: a flight is short-haul or long-haul by it. */
    String activity(Quantity distance) {
        if (this != AIR) {
            return activity;
        }
        boolean isShort = distance.in(Unit.KILOMETRE).amount().compareTo(SHORT_HAUL_KM_BOUND) < 0;
        return activity + (isShort ? ".short_haul" : ".long_haul");
    }

    /**
     * What a great circle is multiplied by where the sender says nothing else. Accounting has no published figure of its
     * own for it but by air, where it adds; the published allowance of the mode is what there is, and the event says so.
     */
    Optional<String> greatCircleAdjustment() {
        return Optional.ofNullable(adjustment);
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<TransportMode> find(String word) {
        String plain = word.toLowerCase(Locale.ROOT).replace("_", "").replace(" ", "");
        return Arrays.stream(values()).filter(mode -> mode.word().replace("_", "").equals(plain)).findFirst();
    }
}
