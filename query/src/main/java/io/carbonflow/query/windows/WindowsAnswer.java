package io.carbonflow.query.windows;

import java.time.Instant;
import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** The body of {@code GET /v1/windows}: the windows that hold entries, oldest first. */
@RegisterForReflection
@Schema(name = "Windows")
public record WindowsAnswer(String size,
        @Schema(description = "Moved back to the start of a window.") Instant from,
        @Schema(description = "Moved on to the end of a window.") Instant to, List<Window> items, String nextCursor) {}
