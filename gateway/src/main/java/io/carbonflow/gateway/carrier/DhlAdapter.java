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

/** DHL Shipment Tracking – Unified answers, unmodified: each shipment is kept as its element of {@code shipments}. */
@ApplicationScoped
public class DhlAdapter implements WayIn {

    private final ContractConfig contract;
    private final CarrierBatches batches;
    private final Gazetteers gazetteers;

    DhlAdapter(ContractConfig contract, CarrierBatches batches, Gazetteers gazetteers) {
        this.contract = contract;
        this.batches = batches;
        this.gazetteers = gazetteers;
    }

    @Override
    public String channel() {
        return Channel.DHL;
    }

    @Override
    public Batch read(Envelope envelope, byte[] body) {
        var times = Times.at(envelope.receivedAt(), contract);
        Gazetteer gazetteer = gazetteers.of(envelope.tenantId());
        return batches.read(body, "a DHL payload", "shipments", List.of(List.of("shipments")),
                new CarrierBatches.Element() {

                    @Override
                    public boolean isElement(JsonNode object) {
                        return !object.has("shipments") && (object.has("id") || object.has("details"));
                    }

                    @Override
                    public List<Verdict> legs(JsonNode element) {
                        return new DhlShipment(element, times, gazetteer).legs();
                    }
                });
    }
}
