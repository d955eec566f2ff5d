package io.carbonflow.gateway.intake;

/**
 * A way in whose payloads can be read again later from their bytes alone: when a dead letter is resubmitted, or what was
 * held may go on. Every bean of this type takes part.
 */
public interface WayIn extends Adapter {

    /** Its name in records, metrics and dead letters: see {@link Channel}. */
    String channel();
}
