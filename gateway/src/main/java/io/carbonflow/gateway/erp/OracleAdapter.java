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

/** Oracle Fusion and the E-Business Suite: business events and purchase orders. */
@ApplicationScoped
public class OracleAdapter implements WayIn {

    private final ErpReader reader;

    public OracleAdapter(SupplierDirectory suppliers, Commodities commodities, DocumentSource source,
            ActivityContract activities, ContractConfig contract, IntakeConfig config) {
        var documents = new OracleDocuments(contract, new Purchases(commodities, activities));
        reader = new ErpReader(OracleDocuments::unwrapped, documents::read, suppliers, source, config);
    }

    @Override
    public String channel() {
        return Channel.ORACLE;
    }

    @Override
    public Batch read(Envelope envelope, byte[] body) {
        return reader.read(envelope, body);
    }
}
