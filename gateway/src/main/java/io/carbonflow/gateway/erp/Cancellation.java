package io.carbonflow.gateway.erp;

import java.time.Instant;
import java.util.Map;

import io.carbonflow.contracts.avro.ActivityKind;
import io.carbonflow.contracts.avro.ProcurementBody;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.contracts.avro.SupplierBody;
import io.carbonflow.intake.contract.Verdict;

/** The version of an event that says it no longer stands. Its activity and body mean nothing. */
public final class Cancellation {

    private Cancellation() {}

    /** @param at when it is said to have ended; only for whoever looks at the record */
    public static Verdict.Accepted of(String eventId, String sourceId, String revision, String orderedBy, Instant at) {
        var activity = new RawActivity();
        activity.setKind(ActivityKind.SUPPLIER);
        activity.setActivity("production");
        activity.setDataQuality("supplier_given");
        activity.setBody(new SupplierBody(null));
        return completed(activity, eventId, sourceId, revision, orderedBy, at);
    }

    /** The same for a purchase, on the topic on which it was booked. */
    static Verdict.Accepted ofPurchase(String eventId, String sourceId, String revision, String orderedBy, Instant at) {
        var activity = new RawActivity();
        activity.setKind(ActivityKind.PROCUREMENT);
        activity.setActivity("spend.industry.cancelled");
        activity.setDataQuality("calculated");
        activity.setBody(new ProcurementBody(null, null, null));
        return completed(activity, eventId, sourceId, revision, orderedBy, at);
    }

    private static Verdict.Accepted completed(RawActivity activity, String eventId, String sourceId, String revision,
            String orderedBy, Instant at) {
        activity.setEventId(eventId);
        activity.setSourceId(sourceId);
        activity.setOccurredAt(at);
        activity.setAttributes(Map.of());
        activity.setRevision(revision);
        activity.setOperation("cancel");
        return new Verdict.Accepted(activity, orderedBy);
    }
}
