package io.carbonflow.metering.source;

import java.time.Instant;
import java.util.Comparator;
import java.util.Map;

import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.streams.processor.api.ProcessorContext;

import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.QualityAlert;
import io.carbonflow.contracts.avro.ReportedValue;
import io.carbonflow.contracts.avro.SourceState;
import io.carbonflow.metering.stream.Outgoing;
import io.carbonflow.metering.stream.Wire;

/** What is said of sources on the topics of their states and of alerts. */
final class SourceReports {

    private final ProcessorContext<String, Outgoing> context;
    private final Wire wire;

    SourceReports(ProcessorContext<String, Outgoing> context, Wire wire) {
        this.context = context;
        this.wire = wire;
    }

    void say(String key, SourceBook book, long today, Instant now) {
        var of = RecordKey.parse(key);
        DayCounts window = Trust.window(book.days(), today);
        var values = book.values()
            .entrySet()
            .stream()
            .sorted(Comparator.comparing(Map.Entry::getKey))
            .map(entry -> new ReportedValue(entry.getKey(), entry.getValue().amount().toPlainString(),
                    entry.getValue().unit(), entry.getValue().at()))
            .toList();
        var state = new SourceState(of.tenantId(), of.sourceId(), book.state(), book.since(),
                Trust.of(window).toPlainString(), book.family(), book.cadenceSeconds(), book.lastReadingAt(),
                book.lastReceivedAt(), window.good(), window.rejects(), window.gaps(), window.conflicts(),
                window.imputed(), book.held(), values, now);
        forward(of, Topics.SOURCES_STATE, state, now);
    }

    /** The source is not listed any more. */
    void removed(String key, Instant now) {
        context.forward(Outgoing.record(RecordKey.parse(key), Topics.SOURCES_STATE, null, key, now,
                context.currentSystemTimeMs()));
    }

    void alert(String key, String kind, String state, Instant from, Instant to, String detail, Instant now) {
        var of = RecordKey.parse(key);
        var alert = new QualityAlert(kind + ":" + of.sourceId() + ":" + from, of.tenantId(), of.sourceId(), kind, state,
                from, to, detail, Map.of(), now);
        forward(of, Topics.QUALITY_ALERTS, alert, now);
    }

    private void forward(RecordKey of, String topic, SpecificRecordBase value, Instant now) {
        context.forward(Outgoing.record(of, topic, wire.encode(topic, value), of.toString(), now,
                context.currentSystemTimeMs()));
    }
}
