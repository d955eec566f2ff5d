package io.carbonflow.metering.engine;

/**
 * How a reading came.
 *
 * @param isRetained   the broker replays it; it may be old
 * @param isArrival    the device names no time, so the time is that of the arrival
 * @param isReviewed   a person has looked at it and sends it in again
 */
public record Manner(boolean isRetained, boolean isArrival, boolean isReviewed) {

    public static final Manner USUAL = new Manner(false, false, false);
    public static final Manner RETAINED = new Manner(true, false, false);
}
