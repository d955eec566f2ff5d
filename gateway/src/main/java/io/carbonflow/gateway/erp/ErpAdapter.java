package io.carbonflow.gateway.erp;

import java.time.Instant;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.gateway.enrichment.DocumentSource;
import io.carbonflow.gateway.intake.Batch;
import io.carbonflow.gateway.intake.Channel;
import io.carbonflow.gateway.intake.Envelope;
import io.carbonflow.gateway.intake.IntakeConfig;
import io.carbonflow.gateway.intake.WayIn;
import io.carbonflow.intake.contract.ActivityContract;
import io.carbonflow.intake.contract.ContractConfig;

/** Documents of whichever ERP, told apart by their own fields. */
@ApplicationScoped
public class ErpAdapter implements WayIn {

    private final ErpReader reader;

    public ErpAdapter(SupplierDirectory suppliers, Commodities commodities, DocumentSource source,
            ActivityContract activities, ContractConfig contract, IntakeConfig config) {
        var purchases = new Purchases(commodities, activities);
        var sap = new SapDocuments(contract, purchases);
        var oracle = new OracleDocuments(contract, purchases);
        reader = new ErpReader(
                json -> json.has("getPurchaseOrderResponse") || json.path("items").isArray() && !json.has("GLAccount")
                        ? OracleDocuments.unwrapped(json)
                        : SapDocuments.unwrapped(json),
                (document, delivery) -> oracle.read(document, delivery).or(() -> sap.read(document, delivery)),
                suppliers,
                source, config);
    }

    @Override
    public String channel() {
        return Channel.ERP;
    }

    @Override
    public Batch read(Envelope envelope, byte[] body) {
        return reader.read(envelope, body);
    }

    /**
     * The lines of a document that came another way, such as in an outbox; empty where it is no ERP's.
     *
     * @param eventType of the event that brought it; empty where it has none
     */
    public List<DocumentLine> lines(JsonNode document, String eventType, String tenantId, Instant receivedAt) {
        return reader.read(document, tenantId, receivedAt, new SapEvent(eventType, null));
    }
}
