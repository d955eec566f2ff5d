package io.carbonflow.gateway.gate;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.carbonflow.contracts.avro.DeviceRegistration;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.contracts.avro.SupplierRegistration;
import io.carbonflow.gateway.documents.ByTenant;
import io.carbonflow.gateway.documents.Documents;
import io.carbonflow.gateway.intake.Envelope;
import io.carbonflow.gateway.masterdata.MasterData;
import io.carbonflow.gateway.supplier.Footprints;
import io.carbonflow.intake.contract.Circumstances;
import io.carbonflow.intake.contract.ContentHash;
import io.carbonflow.intake.contract.ContractBook;
import io.carbonflow.intake.contract.TenantContract;
import io.carbonflow.intake.contract.Verdict;
import io.carbonflow.intake.document.DocumentKinds;
import io.carbonflow.intake.document.IntakeDocument;
import io.carbonflow.intake.gate.GatePolicy;
import io.carbonflow.intake.gate.Registrations;

/** Holds every accepted item against the tenant's contracts, and then against its quality gate. */
@ApplicationScoped
public class Gatekeeper {

    private static final Logger LOG = Logger.getLogger(Gatekeeper.class);

    private final Documents documents;
    private final SourceTrust trust;
    private final MasterData masterData;
    private final Footprints footprints;
    private final ByTenant<ContractBook> contracts;
    private final ByTenant<GatePolicy> gates;

    Gatekeeper(Documents documents, SourceTrust trust, MasterData masterData, Footprints footprints) {
        this.documents = documents;
        this.trust = trust;
        this.masterData = masterData;
        this.footprints = footprints;
        contracts = documents.byTenant(DocumentKinds.CONTRACT, Gatekeeper::contracts);
        gates = documents.byTenant(DocumentKinds.GATE, Gatekeeper::gate);
    }

    /**
     * The verdict with contracts and gate.
     *
     * @throws IllegalStateException while the tenants' documents are not read yet: nothing may be acknowledged then
     */
    public Verdict judge(Envelope envelope, Verdict verdict) {
        if (!(verdict instanceof Verdict.Accepted accepted) || accepted.activity().getGateOutcome() != null) {
            return verdict; // nothing to decide, or decided before an outage made us send it again
        }
        if (!documents.isKnown()) {
            throw new IllegalStateException("the contracts and gates of the tenants are not read yet");
        }
        RawActivity item = accepted.activity();
        // What the gate fills in is ours, not the sender's: the same item sent again is the same item.
        item.setContentHash(ContentHash.of(item));
        BigDecimal known = trust.of(envelope.tenantId(), item.getSourceId()).orElse(null);
        item.setSourceTrust(known == null ? null : known.toPlainString());
        var circumstances = new Circumstances(envelope.channel(), envelope.receivedAt(), known);
        Verdict agreed = contracts.of(envelope.tenantId()).examine(accepted, circumstances);
        Verdict decided = gates.of(envelope.tenantId())
            .decide(agreed, circumstances, registrations(envelope.tenantId()), envelope.reviewedBy());
        return footprints.applied(envelope.tenantId(), decided);
    }

    private Registrations registrations(String tenantId) {
        return new Registrations() {
            @Override
            public Optional<DeviceRegistration> device(String deviceId) {
                return masterData.device(tenantId, deviceId);
            }

            @Override
            public Optional<SupplierRegistration> supplier(String supplierId) {
                return masterData.knownSupplier(tenantId, supplierId);
            }
        };
    }

    private static ContractBook contracts(List<IntakeDocument> documents) {
        var read = new ArrayList<TenantContract>();
        for (IntakeDocument document : documents) {
            try {
                read.add(TenantContract.of(document));
            } catch (IllegalArgumentException e) {
                passedOver(document, e);
            }
        }
        return new ContractBook(read);
    }

    private static GatePolicy gate(List<IntakeDocument> documents) {
        for (IntakeDocument document : documents) {
            try {
                return GatePolicy.of(document);
            } catch (IllegalArgumentException e) {
                passedOver(document, e);
            }
        }
        return GatePolicy.OPEN;
    }

    /** A newer release may have stored what this one cannot read; items are not refused for that. */
    private static void passedOver(IntakeDocument document, IllegalArgumentException why) {
        LOG.errorf("%s %s of tenant %s, version %d, cannot be read and is passed over: %s", document.kind(),
                document.id(), document.tenantId(), document.version(), why.getMessage());
    }
}
