package io.carbonflow.query.windows;

import java.math.BigDecimal;
import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What was booked for one window of time.
 *
 * @param start           inclusive, aligned to UTC
 * @param end             exclusive
 * @param totalKgCo2e     kg CO2e, six decimals
 * @param entries         how many entries
 * @param revised         whether it changed after it had ended and held entries
 * @param complete        whether the watermark has passed its end; null where the past is asked for
 * @param sourcesReported sources with entries in the window, of those that report at least once in one of this size
 * @param sourcesExpected how many such sources there are; both null unless asked for
 */
@RegisterForReflection
public record Window(Instant start, Instant end, BigDecimal totalKgCo2e, long entries, boolean revised,
        Boolean complete, @JsonInclude(JsonInclude.Include.NON_NULL) Integer sourcesReported,
        @JsonInclude(JsonInclude.Include.NON_NULL) Integer sourcesExpected) {

    Window upTo(Instant watermark) {
        return new Window(start, end, totalKgCo2e, entries, revised, watermark != null && !end.isAfter(watermark),
                sourcesReported, sourcesExpected);
    }

    Window withSources(int reported, int expected) {
        return new Window(start, end, totalKgCo2e, entries, revised, complete, reported, expected);
    }
}
