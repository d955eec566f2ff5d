package io.carbonflow.gateway.carrier;

import static java.util.Objects.requireNonNull;

/**
 * A mode and why it was taken; payloads seldom say it plainly.
 *
 * @param mode   how the goods move
 * @param reason the rule that decided, for people
 */
record ModeChoice(TransportMode mode, String reason) {

    ModeChoice {
        requireNonNull(mode, "mode is null");
        requireNonNull(reason, "reason is null");
    }
}
