package io.carbonflow.metering.device.message;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

import io.carbonflow.metering.device.Frame;
import io.carbonflow.metering.device.Interpretation;
import io.carbonflow.metering.device.Interpretation.Status;

/** Who is on line, by what a birth or a last will says. */
public final class Presence {

    private static final String CONTEXT = "status";

    private Presence() {}

    /** From a plain text: {@code online} or {@code true}, {@code offline} or {@code false}, in any case of letters. */
    public static Interpretation ofText(Frame frame) {
        return of(frame.device(), new String(frame.payload(), StandardCharsets.UTF_8));
    }

    /** From such a word; any other says nothing. */
    public static Interpretation of(String device, String word) {
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "online", "true" -> of(List.of(new Status(device, true)));
            case "offline", "false" -> of(List.of(new Status(device, false)));
            default -> Interpretation.context(CONTEXT);
        };
    }

    /** A message that says nothing else. */
    public static Interpretation of(List<Status> statuses) {
        return new Interpretation(List.of(), CONTEXT, List.of(), statuses, List.of(), null);
    }
}
