package io.carbonflow.gateway.mapped;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.carbonflow.gateway.documents.ByTenant;
import io.carbonflow.gateway.documents.Documents;
import io.carbonflow.intake.document.DocumentKinds;
import io.carbonflow.intake.document.IntakeDocument;
import io.carbonflow.intake.mapping.Mapping;
import io.carbonflow.intake.mapping.MappingReader;

/** The mappings in force, read once per change. */
@ApplicationScoped
public class Mappings {

    private static final Logger LOG = Logger.getLogger(Mappings.class);

    private final Documents documents;
    private final ByTenant<Map<String, Mapping>> read;

    Mappings(Documents documents) {
        this.documents = documents;
        read = documents.byTenant(DocumentKinds.MAPPING, Mappings::read);
    }

    /** Whether every mapping stored before our start is known. */
    public boolean areKnown() {
        return documents.isKnown();
    }

    /** The tenant's mapping of this name; empty where there is none that can be used. */
    public Optional<Mapping> find(String tenantId, String id) {
        return Optional.ofNullable(read.of(tenantId).get(id));
    }

    /** Every mapping of the tenant. */
    public List<Mapping> all(String tenantId) {
        return List.copyOf(read.of(tenantId).values());
    }

    private static Map<String, Mapping> read(List<IntakeDocument> documents) {
        var mappings = new HashMap<String, Mapping>();
        for (IntakeDocument document : documents) {
            if (MappingReader.isMapping(document.body())) {
                MappingReader.read(document.body()).fold(mapping -> mappings.put(document.id(), mapping), faults -> {
                    // A newer release may have stored what this one cannot read.
                    LOG.errorf("mapping %s of tenant %s, version %d, cannot be read and is passed over: %s",
                            document.id(), document.tenantId(), document.version(), faults.get(0).detail());
                    return null;
                });
            }
        }
        return Map.copyOf(mappings);
    }
}
