package io.carbonflow.query.windows;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** The body of {@code GET /v1/windows}: the windows that hold entries, oldest first. */
@RegisterForReflection
@Schema(name = "Windows")
public record WindowsAnswer(String size,
        @Schema(description = "Moved back to the start of a window.") Instant from,
        @Schema(description = "Moved on to the end of a window.") Instant to,
        @Schema(description = "The time up to which the sources have reported; null where nothing has, or the past is asked for.") Instant watermark,
        List<Window> items, String nextCursor) {

    WindowsAnswer upTo(Instant time) {
        return new WindowsAnswer(size, from, to, time, items.stream().map(window -> window.upTo(time)).toList(),
                nextCursor);
    }

    WindowsAnswer withSources(Map<Instant, Integer> reported, int expected) {
        return new WindowsAnswer(size, from, to, watermark,
                items.stream()
                    .map(window -> window.withSources(reported.getOrDefault(window.start(), 0), expected))
                    .toList(),
                nextCursor);
    }
}
