package io.carbonflow.gateway.files;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.contracts.avro.ActivityKind;
import io.carbonflow.contracts.avro.LogisticsBody;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.gateway.documents.Documents;
import io.carbonflow.intake.contract.ActivityContract;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Verdict;
import io.carbonflow.intake.document.DocumentKinds;
import io.carbonflow.intake.json.Quote;

/**
 * Makes freight of ship notices. They do not say how far a shipment went: that is in the tenant's mapping document
 * {@code lanes}, and a notice whose lane is not there waits for it.
 */
@ApplicationScoped
class ShipNotices {

    static final String LANES = "lanes";

    private final Documents documents;
    private final ActivityContract contract;

    ShipNotices(Documents documents, ActivityContract contract) {
        this.documents = documents;
        this.contract = contract;
    }

    Verdict examine(String tenantId, List<EdiSegment> segments, String sender, Instant receivedAt) {
        EdiSegment start = segments.get(0);
        boolean isX12 = start.name().equals("ST");
        String type = isX12 ? start.text(1) : start.text(2);
        if (!type.equals(isX12 ? "856" : "DESADV")) {
            return Reasons.only(null, "edi:" + sender, ReasonCode.FIELD_INVALID, start.name(),
                    "a transaction set is 856, a message DESADV; found " + Quote.of(type));
        }
        ShipNotice notice = isX12 ? ShipNotice.ofX12(segments) : ShipNotice.ofEdifact(segments);
        String eventId = notice.id == null || notice.id.isBlank() ? null : "edi:asn:" + sender + ":" + notice.id;
        var reasons = new Reasons();
        notice.check(reasons);
        if (!reasons.isEmpty()) {
            return reasons.refusal(eventId, "edi:" + sender);
        }
        if (notice.isCancelled()) {
            return cancelled(eventId, sender, notice);
        }
        return distance(tenantId, notice)
            .map(km -> versioned(contract.examine(notice.activity(eventId, sender, km), receivedAt), notice))
            .orElseGet(() -> Reasons.hold(eventId, "edi:" + sender, ReasonCode.MAPPING_NOT_FOUND, "distance",
                    "the mapping document lanes has no lane from " + Quote.of(notice.from) + " to "
                            + Quote.of(notice.to)));
    }

    /** A notice may be replaced and cancelled: the newest stands. */
    private static Verdict versioned(Verdict verdict, ShipNotice notice) {
        if (!(verdict instanceof Verdict.Accepted accepted)) {
            return verdict;
        }
        accepted.activity().setRevision(revision(notice));
        return new Verdict.Accepted(accepted.activity(), accepted.activity().getEventId());
    }

    private static String revision(ShipNotice notice) {
        return "%020d".formatted(statedAt(notice).toEpochMilli());
    }

    private static Instant statedAt(ShipNotice notice) {
        return Instant.parse(notice.created == null ? notice.shipped : notice.created);
    }

    /** The version that says the shipment no longer stands, on the topic of the one it ends; its body means nothing. */
    private static Verdict cancelled(String eventId, String sender, ShipNotice notice) {
        var activity = new RawActivity();
        activity.setEventId(eventId);
        activity.setSourceId("edi:" + sender);
        activity.setKind(ActivityKind.LOGISTICS);
        activity.setActivity("freight.road.hgv");
        activity.setOccurredAt(statedAt(notice));
        activity.setDataQuality("calculated");
        activity.setAttributes(Map.of());
        activity.setBody(new LogisticsBody(null, null, null, null, "inbound", null, notice.id, null));
        activity.setRevision(revision(notice));
        activity.setOperation("cancel");
        return new Verdict.Accepted(activity, eventId);
    }

    private Optional<String> distance(String tenantId, ShipNotice notice) {
        var lanes = documents.find(tenantId, DocumentKinds.MAPPING, LANES);
        if (lanes.isEmpty()) {
            return Optional.empty();
        }
        for (JsonNode lane : lanes.get().body().path("lanes")) {
            boolean fits = lane.path("from").asText().equals(notice.from) && lane.path("to").asText().equals(notice.to)
                    && (!lane.hasNonNull("mode") || lane.get("mode").asText().equals(notice.mode));
            String km = lane.path("distance_km").asText();
            if (fits && km.matches("\\d{1,6}(\\.\\d{1,6})?")) {
                return Optional.of(km);
            }
        }
        return Optional.empty();
    }
}
