package io.carbonflow.metering.stream;

import java.time.Instant;

import org.apache.kafka.streams.processor.api.ProcessorContext;

import io.carbonflow.contracts.RecordKey;
import io.carbonflow.metering.Json;
import io.carbonflow.metering.source.SourceFact;

/** Where what comes of messages leaves this stage, and the clock it is stamped by. */
final class Outlet {

    private final ProcessorContext<String, Outgoing> context;
    private final Wire wire;
    private final int valueBytesMax;

    Outlet(ProcessorContext<String, Outgoing> context, Wire wire, int valueBytesMax) {
        this.context = context;
        this.wire = wire;
        this.valueBytesMax = valueBytesMax;
    }

    Instant now() {
        return Instant.ofEpochMilli(context.currentSystemTimeMs());
    }

    Outbox outbox(Delivery delivery) {
        return new Outbox(wire, delivery, now(), valueBytesMax);
    }

    void send(Outbox outbox) {
        outbox.close(context.currentSystemTimeMs(), context::forward);
    }

    /** News of a source by itself. */
    void tell(RecordKey source, SourceFact fact, String correlationId) {
        context.forward(Outgoing.record(source, Outgoing.FACTS, Json.write(fact), correlationId, fact.receivedAt(),
                context.currentSystemTimeMs()));
    }
}
