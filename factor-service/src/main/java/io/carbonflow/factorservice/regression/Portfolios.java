package io.carbonflow.factorservice.regression;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.carbonflow.accounting.factor.FactorEditionCsv;
import io.carbonflow.accounting.factor.FactorLibrary;
import io.carbonflow.factorservice.policy.PublishingPolicies;
import io.carbonflow.factorservice.storage.FactorsDatabase;
import io.carbonflow.factorservice.storage.NewestDocument;
import io.carbonflow.platform.security.Caller;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Tuple;

/** The tenants' reference portfolios, and what a change of the library does to one. */
@ApplicationScoped
public class Portfolios {

    static final String KIND = "portfolio";
    /** The lock and the count are those of every document, so that versions have no gaps and changes are in order. */
    private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended('factors.document ' || $1, 0))";
    private static final String INSERT = """
            with counted as (update factors.document_change set changes = changes + 1 returning changes)
            insert into factors.document (tenant_id, kind, id, version, json, sha256, created_at, created_by, change)
            select $1, $2, $2,
                   coalesce((select max(version) from factors.document
                             where tenant_id = $1 and kind = $2 and id = $2), 0) + 1,
                   $3, $4, $5, $6, changes from counted""";

    private final NewestDocument documents;
    private final FactorsDatabase database;
    private final PublishingPolicies policies;
    private final ObjectMapper json;
    private final Clock clock;

    Portfolios(NewestDocument documents, FactorsDatabase database, PublishingPolicies policies, ObjectMapper json,
            Clock clock) {
        this.documents = documents;
        this.database = database;
        this.policies = policies;
        this.json = json;
        this.clock = clock;
    }

    /** What the draft's library does to the tenant's portfolio, against the tenant's tolerance. */
    public Uni<RegressionReport> check(String tenantId, FactorLibrary inForce, FactorLibrary withDraft) {
        return Uni.combine()
            .all()
            .unis(of(tenantId), policies.of(tenantId))
            .asTuple()
            .emitOn(Infrastructure.getDefaultExecutor())
            .map(found -> RegressionCheck.of(found.getItem1(), inForce, withDraft,
                    found.getItem2().tolerancePercent()));
    }

    /** The tenant's own portfolio, else the one that ships. */
    Uni<ReferencePortfolio> of(String tenantId) {
        return documents.find(tenantId, KIND)
            .map(own -> own
                .map(document -> PortfolioReader.read(tenantId, document.version(), tree(document.json())))
                .orElseGet(this::shipped));
    }

    /** Stores the tenant's own portfolio as a new version; what is in force already is not stored again. */
    Uni<ReferencePortfolio> put(Caller caller, JsonNode document) {
        var sent = PortfolioReader.read(caller.tenantId(), 0, document);
        return of(caller.tenantId())
            .chain(inForce -> inForce.title().equals(sent.title()) && inForce.lines().equals(sent.lines())
                    ? Uni.createFrom().item(inForce)
                    : store(caller, document.toString()).chain(() -> of(caller.tenantId())));
    }

    private Uni<Void> store(Caller caller, String text) {
        var parameters = Tuple
            .from(List.of(caller.tenantId(), KIND, text, FactorEditionCsv.sha256(text.getBytes(UTF_8)),
                    clock.instant().atOffset(ZoneOffset.UTC), caller.getName()));
        return database.asTenant(caller.tenantId(), connection -> connection.preparedQuery(LOCK)
            .execute(Tuple.of(caller.tenantId()))
            .chain(() -> connection.preparedQuery(INSERT).execute(parameters)))
            .replaceWithVoid();
    }

    private ReferencePortfolio shipped() {
        return PortfolioReader.read(ReferencePortfolio.SHIPPED, 0, ShippedPortfolio.document(json));
    }

    private JsonNode tree(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored portfolio is not JSON", e);
        }
    }
}
