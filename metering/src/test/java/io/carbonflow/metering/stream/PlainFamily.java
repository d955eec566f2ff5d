package io.carbonflow.metering.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

import io.carbonflow.contracts.avro.Reason;
import io.carbonflow.metering.device.DeviceFamily;
import io.carbonflow.metering.device.Frame;
import io.carbonflow.metering.device.Interpretation;
import io.carbonflow.metering.device.Reading;

/**
 * A family for tests: a line per reading, {@code time channel register=amount unit}; "-" for nothing. {@code online},
 * {@code offline}, {@code remember} and {@code broken} are said in words.
 */
final class PlainFamily implements DeviceFamily {

    static final String NAME = "plain";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Interpretation read(Frame frame, byte[] session) {
        String text = new String(frame.payload(), UTF_8);
        if (text.equals("online") || text.equals("offline")) {
            var status = new Interpretation.Status(frame.device(), text.equals("online"));
            return new Interpretation(List.of(), "status", List.of(), List.of(status), List.of(), null);
        }
        if (text.equals("remember")) {
            return new Interpretation(List.of(), "remembered", List.of(), List.of(), List.of(), frame.payload());
        }
        if (text.startsWith("broken")) {
            return Interpretation.refused(List.of(new Reason("MALFORMED", null, "broken")));
        }
        var readings = new ArrayList<Reading>();
        for (String line : text.split("\n")) {
            String[] words = line.split(" ");
            String time = words[0];
            boolean hasZone = time.endsWith("Z");
            String[] value = words[2].split("=");
            readings.add(new Reading(frame.device(), words[1].equals("-") ? null : words[1],
                    hasZone ? Instant.parse(time) : null,
                    hasZone || time.equals("-") ? null : LocalDateTime.parse(time), false,
                    List.of(new Reading.Value(Reading.Register.valueOf(value[0]), value[0].toLowerCase(),
                            new BigDecimal(value[1]), words[3].equals("-") ? null : words[3]))));
        }
        return Interpretation.of(readings);
    }
}
