package io.carbonflow.gateway.carrier;

import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.gateway.intake.Batch;
import io.carbonflow.gateway.intake.Channel;
import io.carbonflow.gateway.intake.Envelope;
import io.carbonflow.gateway.intake.Examined;
import io.carbonflow.gateway.intake.IntakeConfig;
import io.carbonflow.gateway.intake.WayIn;
import io.carbonflow.intake.contract.ContractConfig;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Times;
import io.carbonflow.intake.contract.Verdict;
import io.carbonflow.intake.json.JsonItem;
import io.carbonflow.intake.json.JsonItems;
import io.carbonflow.intake.json.Quote;

/**
 * FedEx Track v1 answers, unmodified: each tracking number is one item, kept as its own element of
 * {@code completeTrackResults}. Such an element alone is taken, too, so that a dead letter can be sent again as it is.
 */
@ApplicationScoped
public class FedExAdapter implements WayIn {

    private final ContractConfig contract;
    private final IntakeConfig config;

    public FedExAdapter(ContractConfig contract, IntakeConfig config) {
        this.contract = contract;
        this.config = config;
    }

    @Override
    public String channel() {
        return Channel.FEDEX;
    }

    @Override
    public Batch read(Envelope envelope, byte[] body) {
        JsonItems split = JsonItems.ofDocument(body);
        JsonItem only = split.items().size() == 1 ? split.items().get(0) : null;
        if (only == null || only.json() == null) {
            return Batch.single(body, Reasons.only(ReasonCode.MALFORMED, null,
                    only == null ? "a FedEx payload is one JSON object" : only.unreadable()));
        }
        var times = Times.at(envelope.receivedAt(), contract);
        JsonNode results = only.json().path("output").path("completeTrackResults");
        if (only.json().path("trackResults").isArray()) {
            return Batch.single(body, verdict(only.json(), body.length, times));
        }
        if (!results.isArray() || results.isEmpty()) {
            return Batch.single(body, Reasons.only(ReasonCode.FIELD_MISSING, "output.completeTrackResults",
                    "output.completeTrackResults is required: an array of tracking results, not empty"));
        }
        List<byte[]> bytes = JsonItems.bytesOfElements(body, "output", "completeTrackResults");
        var examined = new ArrayList<Examined>();
        for (int i = 0; i < results.size(); i++) {
            examined.add(new Examined(i, bytes.get(i), verdict(results.get(i), bytes.get(i).length, times)));
        }
        return new Batch(examined.size() > 1, examined);
    }

    private Verdict verdict(JsonNode result, int bytes, Times times) {
        if (bytes > config.itemBytesMax()) {
            return Reasons.only(ReasonCode.TOO_LARGE, null,
                    "an item has at most " + config.itemBytesMax() + " bytes, found " + bytes);
        }
        String asked = result.path("trackingNumber").asText("");
        String id = asked.isEmpty() || asked.length() > 100 ? null : FedExShipment.eventId(asked);
        JsonNode tracked = result.path("trackResults").path(0);
        if (!tracked.isObject()) {
            return Reasons.only(id, FedExShipment.SOURCE, ReasonCode.FIELD_MISSING, "trackResults",
                    "trackResults is required: an array with the result of the tracking number");
        }
        if (tracked.path("error").isObject()) {
            String code = tracked.path("error").path("code").asText("");
            boolean isUnknown = code.contains("NOTFOUND") || code.contains("NOT_FOUND");
            return Reasons.only(id, FedExShipment.SOURCE,
                    isUnknown ? ReasonCode.SOURCE_UNKNOWN : ReasonCode.FIELD_INVALID, "trackResults.error",
                    "FedEx answers " + Quote.of(code) + " for tracking number " + Quote.of(asked));
        }
        return new FedExShipment(tracked, asked, times).verdict();
    }
}
