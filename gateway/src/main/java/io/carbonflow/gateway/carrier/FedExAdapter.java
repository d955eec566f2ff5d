package io.carbonflow.gateway.carrier;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.gateway.intake.Batch;
import io.carbonflow.gateway.intake.Channel;
import io.carbonflow.gateway.intake.Envelope;
import io.carbonflow.gateway.intake.WayIn;
import io.carbonflow.intake.contract.ContractConfig;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Times;
import io.carbonflow.intake.contract.Verdict;
import io.carbonflow.intake.json.Quote;

/** FedEx Track v1 answers, unmodified: each tracking number is one item, its element of {@code completeTrackResults}. */
@ApplicationScoped
public class FedExAdapter implements WayIn {

    private static final int NUMBER_LENGTH_MAX = 100;

    private final ContractConfig contract;
    private final CarrierBatches batches;
    private final Gazetteers gazetteers;

    FedExAdapter(ContractConfig contract, CarrierBatches batches, Gazetteers gazetteers) {
        this.contract = contract;
        this.batches = batches;
        this.gazetteers = gazetteers;
    }

    @Override
    public String channel() {
        return Channel.FEDEX;
    }

    @Override
    public Batch read(Envelope envelope, byte[] body) {
        var times = Times.at(envelope.receivedAt(), contract);
        Gazetteer gazetteer = gazetteers.of(envelope.tenantId());
        return batches.read(body, "a FedEx payload", "output.completeTrackResults",
                List.of(List.of("output", "completeTrackResults"), List.of("completeTrackResults")),
                new CarrierBatches.Element() {

                    @Override
                    public boolean isElement(JsonNode object) {
                        return object.path("trackResults").isArray();
                    }

                    @Override
                    public List<Verdict> legs(JsonNode element) {
                        return List.of(verdict(element, times, gazetteer));
                    }
                });
    }

    private static Verdict verdict(JsonNode result, Times times, Gazetteer gazetteer) {
        String asked = Payload.text(result, "trackingNumber");
        String id = asked.isEmpty() || asked.length() > NUMBER_LENGTH_MAX ? null : FedExShipment.eventId(asked);
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
        return new FedExShipment(tracked, asked, times, gazetteer).verdict();
    }
}
