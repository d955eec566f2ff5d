package io.carbonflow.gateway.erp;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.gateway.enrichment.DocumentSource;
import io.carbonflow.gateway.intake.Batch;
import io.carbonflow.gateway.intake.Channel;
import io.carbonflow.gateway.intake.Envelope;
import io.carbonflow.gateway.intake.IntakeConfig;
import io.carbonflow.gateway.intake.WayIn;
import io.carbonflow.intake.contract.ActivityContract;
import io.carbonflow.intake.contract.ContractConfig;

/** SAP S/4HANA: business events, and the documents they speak of, as OData V2 and V4 give them. */
@ApplicationScoped
public class SapAdapter implements WayIn {

    private final ErpReader reader;

    public SapAdapter(SupplierDirectory suppliers, Commodities commodities, DocumentSource source,
            ActivityContract activities, ContractConfig contract, IntakeConfig config) {
        var documents = new SapDocuments(contract, new Purchases(commodities, activities));
        reader = new ErpReader(SapDocuments::unwrapped, documents::read, suppliers, source, config);
    }

    @Override
    public String channel() {
        return Channel.SAP;
    }

    @Override
    public Batch read(Envelope envelope, byte[] body) {
        return reader.read(envelope, body);
    }
}
