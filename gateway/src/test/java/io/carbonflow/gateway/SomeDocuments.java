package io.carbonflow.gateway;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.RuleDocumentEvent;

/** Puts documents of a tenant into force, as the factor service announces them. */
public final class SomeDocuments {

    private static final AtomicInteger VERSION = new AtomicInteger();

    private SomeDocuments() {}

    /** @param json apostrophes stand for quotation marks; null takes the document back */
    public static void put(String tenant, String kind, String id, String json) {
        Received.probe()
            .write(Topics.FACTOR_DOCUMENTS, new RecordKey(tenant, kind + '/' + id),
                    new RuleDocumentEvent(tenant, kind, id, VERSION.incrementAndGet(),
                            Instant.now().truncatedTo(ChronoUnit.MICROS), "etag",
                            json == null ? null : json.replace('\'', '"')));
    }

    /** Of the document that was put last. */
    public static int latestVersion() {
        return VERSION.get();
    }
}
