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
import io.carbonflow.intake.json.JsonItem;
import io.carbonflow.intake.json.JsonItems;

/**
 * iLEAP (ISO 14083) data as carriers publish it: ShipmentFootprints, alone or as the extension of a PACT footprint, with a
 * leg for each transport chain element; transport activity data; the operations they refer to.
 */
@ApplicationScoped
public class IleapAdapter implements WayIn {

    private final ContractConfig contract;
    private final CarrierBatches batches;
    private final Gazetteers gazetteers;

    IleapAdapter(ContractConfig contract, CarrierBatches batches, Gazetteers gazetteers) {
        this.contract = contract;
        this.batches = batches;
        this.gazetteers = gazetteers;
    }

    @Override
    public String channel() {
        return Channel.ILEAP;
    }

    @Override
    public Batch read(Envelope envelope, byte[] body) {
        var operations = new IleapOperations(gazetteers.of(envelope.tenantId()));
        JsonItems.ofDocument(body).items().stream().map(JsonItem::json).forEach(operations::learn);
        var context = new IleapContext(Times.at(envelope.receivedAt(), contract), envelope.receivedAt(), operations);
        return batches.read(body, "an iLEAP payload", "tces",
                List.of(List.of("data"), List.of("footprints"), List.of("pfs"), List.of("shipments")),
                new CarrierBatches.Element() {

                    @Override
                    public boolean isElement(JsonNode object) {
                        return List.of("tces", "extensions", "activityId", "tocId", "hocId")
                            .stream()
                            .anyMatch(
                                    object::has);
                    }

                    @Override
                    public List<Verdict> legs(JsonNode element) {
                        return IleapFootprint.legs(element, context);
                    }
                });
    }
}
