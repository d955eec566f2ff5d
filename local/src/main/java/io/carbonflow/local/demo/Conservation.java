package io.carbonflow.local.demo;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.local.api.Api;

/** The ledger's account of a tenant's events. */
public record Conservation(long received, long booked, long duplicates, long rejected, long inReview, long context,
        long inFlight, long difference) {

    /** As it stands now. */
    public static Conservation read(Api ledger) {
        JsonNode json = ledger.get("/v1/conservation?minutes=1");
        return new Conservation(json.path("received").asLong(), json.path("booked").asLong(),
                json.path("duplicates").asLong(), json.path("rejected").asLong(), json.path("in_review").asLong(),
                json.path("context").asLong(), json.path("in_flight").asLong(), json.path("difference").asLong());
    }

    /** What came since. */
    Conservation minus(Conservation before) {
        return new Conservation(received - before.received, booked - before.booked, duplicates - before.duplicates,
                rejected - before.rejected, inReview - before.inReview, context - before.context,
                inFlight - before.inFlight, difference);
    }

    /** As one line. */
    public String words() {
        return "received %,d = booked %,d + duplicates %,d + rejected %,d + in review %,d + context %,d + in flight %,d; difference %d"
            .formatted(received, booked, duplicates, rejected, inReview, context, inFlight, difference);
    }
}
