package io.carbonflow.gateway.carrier;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.gateway.intake.Batch;
import io.carbonflow.gateway.intake.Channel;
import io.carbonflow.gateway.intake.Envelope;
import io.carbonflow.gateway.intake.WayIn;
import io.carbonflow.intake.contract.ContractConfig;
import io.carbonflow.intake.contract.Times;
import io.carbonflow.intake.contract.Verdict;

/**
 * UPS Track answers, unmodified, the present form ({@code trackResponse.shipment[]}) and the older one
 * ({@code TrackResponse.Shipment}): each shipment is kept as its own element, each package is a leg.
 */
@ApplicationScoped
public class UpsAdapter implements WayIn {

    private final ContractConfig contract;
    private final CarrierBatches batches;
    private final Gazetteers gazetteers;

    UpsAdapter(ContractConfig contract, CarrierBatches batches, Gazetteers gazetteers) {
        this.contract = contract;
        this.batches = batches;
        this.gazetteers = gazetteers;
    }

    @Override
    public String channel() {
        return Channel.UPS;
    }

    @Override
    public Batch read(Envelope envelope, byte[] body) {
        var times = Times.at(envelope.receivedAt(), contract);
        Gazetteer gazetteer = gazetteers.of(envelope.tenantId());
        return batches.read(body, "a UPS payload", "trackResponse.shipment",
                List.of(List.of("trackResponse", "shipment"), List.of("TrackResponse", "Shipment"),
                        List.of("response", "errors")),
                new CarrierBatches.Element() {

                    @Override
                    public boolean isElement(JsonNode object) {
                        return Payload.at(object, "trackResponse").isMissingNode()
                                && (!Payload.at(object, "package").isMissingNode()
                                        || !Payload.at(object, "inquiryNumber").isMissingNode()
                                        || Payload.at(object, "warnings").isArray());
                    }

                    @Override
                    public List<Verdict> legs(JsonNode element) {
                        return new UpsShipment(element, times, gazetteer).legs();
                    }
                });
    }
}
