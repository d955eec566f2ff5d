package io.carbonflow.metering.device.sparkplug;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.metering.device.Reading;
import io.carbonflow.metering.device.Reading.Register;
import io.carbonflow.metering.device.message.Meaning;
import io.carbonflow.metering.device.message.MessageTime;
import io.carbonflow.metering.device.message.Shown;

/** From the metrics of a message to readings, one per meter and time. */
final class MetricReader {

    private static final long MILLIS_BOUND = 253_402_300_800_000L;

    private final Map<At, Shown> shown = new LinkedHashMap<>();
    private final Reasons reasons;
    private final Instant otherwise;
    private final boolean isBirth;
    private Birth ofItself;

    /**
     * @param otherwise the time of a metric that has none; null where that of its arrival will do
     * @param isBirth   whether the metrics are those of a birth, in which a value may still be missing
     */
    MetricReader(Reasons reasons, Instant otherwise, boolean isBirth) {
        this.reasons = reasons;
        this.otherwise = otherwise;
        this.isBirth = isBirth;
    }

    private record At(Instant time, boolean isHistorical) {}

    /** @param birth null where none has come and the metrics are named */
    List<Reading> read(String device, Payload payload, Birth birth) {
        for (Metric metric : Metrics.of(payload)) {
            Birth.Definition definition = definition(metric, birth, payload);
            if (definition != null && !metric.getIsNull()) {
                read(payload, metric, definition);
            }
        }
        return shown.entrySet()
            .stream()
            .flatMap(one -> one.getValue()
                .readings(device, new MessageTime(one.getKey().time, null), one.getKey().isHistorical)
                .stream())
            .toList();
    }

    /** What the birth says of the metric, else what the message itself does. */
    private Birth.Definition definition(Metric metric, Birth birth, Payload payload) {
        if (birth != null && (birth.of(metric) != null || birth.isNoMeter(metric))) {
            return birth.of(metric);
        }
        if (ofItself == null) {
            ofItself = Birth.ofData(payload);
        }
        return ofItself.of(metric);
    }

    private void read(Payload payload, Metric metric, Birth.Definition definition) {
        int datatype = metric.getDatatype() == 0 ? definition.datatype() : metric.getDatatype();
        Optional<BigDecimal> number = Numbers.of(metric, datatype);
        if (number.isEmpty()) {
            if (definition.register() != Register.OTHER && !isBirth) {
                reasons.add(ReasonCode.FIELD_INVALID, definition.name(), definition.name()
                        + " is a number, found " + metric.getValueCase().name().toLowerCase(java.util.Locale.ROOT)
                        + " without one");
            }
            return;
        }
        String said = Metrics.unit(metric);
        String unit = said == null ? definition.unit() : Meaning.of(definition.name(), said).unit();
        var at = new At(time(payload, metric, definition), metric.getIsHistorical());
        shown.computeIfAbsent(at, ignored -> new Shown(reasons))
            .number(definition.channel(), definition.register(), definition.name(), number.get(), unit);
    }

    private Instant time(Payload payload, Metric metric, Birth.Definition definition) {
        if (!metric.hasTimestamp() && !payload.hasTimestamp()) {
            return otherwise;
        }
        long millis = metric.hasTimestamp() ? metric.getTimestamp() : payload.getTimestamp();
        if (millis < 0 || millis >= MILLIS_BOUND) {
            reasons.add(ReasonCode.OUT_OF_RANGE, "timestamp", "timestamp of " + definition.name()
                    + " is in milliseconds from 1970 to 9999, found " + Long.toUnsignedString(millis));
            return null;
        }
        return Instant.ofEpochMilli(millis);
    }
}
