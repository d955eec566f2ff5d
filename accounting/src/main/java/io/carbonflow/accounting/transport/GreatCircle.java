package io.carbonflow.accounting.transport;

import java.math.BigDecimal;
import java.math.RoundingMode;

import io.carbonflow.accounting.quantity.Quantity;
import io.carbonflow.accounting.quantity.Unit;

/** The shortest way over the earth between two places. */
public final class GreatCircle {

    /** Mean radius of the earth in kilometres: R1 of the International Union of Geodesy and Geophysics, WGS 84. */
    private static final double EARTH_RADIUS_KM = 6371.0088;
    private static final int SCALE = 3;

    private GreatCircle() {}

    /**
     * The haversine in StrictMath, the same on every machine, in kilometres to the metre, half-even. Trigonometry has no
     * exact decimals; what leaves here is one, and that is what a receipt shows.
     *
     * @param fromLatitude degrees, -90 to 90, north positive
     * @param fromLongitude degrees, -180 to 180, east positive
     * @param toLatitude degrees, -90 to 90, north positive
     * @param toLongitude degrees, -180 to 180, east positive
     */
    public static Quantity between(BigDecimal fromLatitude, BigDecimal fromLongitude, BigDecimal toLatitude,
            BigDecimal toLongitude) {
        double from = StrictMath.toRadians(fromLatitude.doubleValue());
        double to = StrictMath.toRadians(toLatitude.doubleValue());
        double north = StrictMath.sin((to - from) / 2);
        double east = StrictMath.sin(StrictMath.toRadians(toLongitude.subtract(fromLongitude).doubleValue()) / 2);
        double haversine = north * north + StrictMath.cos(from) * StrictMath.cos(to) * east * east;
        double kilometres = 2 * EARTH_RADIUS_KM * StrictMath.asin(StrictMath.sqrt(StrictMath.min(1, haversine)));
        return new Quantity(BigDecimal.valueOf(kilometres).setScale(SCALE, RoundingMode.HALF_EVEN), Unit.KILOMETRE);
    }
}
