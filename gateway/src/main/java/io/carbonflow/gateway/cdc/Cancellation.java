package io.carbonflow.gateway.cdc;

import java.time.Instant;
import java.util.Map;

import io.carbonflow.contracts.avro.ActivityKind;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.contracts.avro.SupplierBody;
import io.carbonflow.intake.contract.Verdict;

/** The version of an event that says it no longer stands. Its activity and body mean nothing. */
final class Cancellation {

    private Cancellation() {}

    static Verdict.Accepted of(String eventId, String sourceId, String revision, String orderedBy, Instant at) {
        var activity = new RawActivity();
        activity.setEventId(eventId);
        activity.setSourceId(sourceId);
        activity.setKind(ActivityKind.SUPPLIER);
        activity.setActivity("production");
        activity.setOccurredAt(at);
        activity.setDataQuality("supplier_given");
        activity.setAttributes(Map.of());
        activity.setBody(new SupplierBody(null));
        activity.setRevision(revision);
        activity.setOperation("cancel");
        return new Verdict.Accepted(activity, orderedBy);
    }
}
