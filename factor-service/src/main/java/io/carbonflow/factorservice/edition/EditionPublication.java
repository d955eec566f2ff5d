package io.carbonflow.factorservice.edition;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.carbonflow.accounting.factor.FactorEdition;
import io.carbonflow.accounting.factor.FactorEditionCsv;
import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.factorservice.policy.PublishingPolicies;
import io.carbonflow.factorservice.policy.PublishingPolicy;
import io.carbonflow.factorservice.regression.Portfolios;
import io.carbonflow.factorservice.regression.RegressionReport;
import io.carbonflow.platform.problem.Problem;
import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.problem.ProblemReason;
import io.carbonflow.platform.security.Caller;
import io.carbonflow.platform.security.Role;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.security.ForbiddenException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/** What stands between a draft and its being in force. */
@ApplicationScoped
public class EditionPublication {

    private static final Logger LOG = Logger.getLogger(EditionPublication.class);
    private static final int REASON_LENGTH_MAX = 1_000;

    private final EditionStore store;
    private final PublishedEditions published;
    private final PublishingPolicies policies;
    private final Portfolios portfolios;
    private final EditionAnnouncer announcer;
    private final Clock clock;
    private final MeterRegistry metrics;

    EditionPublication(EditionStore store, PublishedEditions published, PublishingPolicies policies,
            Portfolios portfolios, EditionAnnouncer announcer, Clock clock, MeterRegistry metrics) {
        this.store = store;
        this.published = published;
        this.policies = policies;
        this.portfolios = portfolios;
        this.announcer = announcer;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** What the draft does to the tenant's reference portfolio. */
    public Uni<RegressionReport> regression(StoredEdition draft, String tenantId) {
        return Uni.combine()
            .all()
            .unis(published.of(tenantId), factorsOf(draft))
            .asTuple()
            .emitOn(Infrastructure.getDefaultExecutor())
            .chain(both -> portfolios.check(tenantId, both.getItem1().factors(),
                    both.getItem1().factorsWith(both.getItem2(), clock.instant())));
    }

    /** The factors of an edition that is known to be there. */
    public Uni<FactorEdition> factorsOf(StoredEdition edition) {
        return store.fileOf(edition)
            .emitOn(Infrastructure.getDefaultExecutor())
            .map(csv -> FactorEditionCsv.read(edition.id(), csv.getBytes(UTF_8))
                .fold(FactorEditionCsv.Read::edition, unreadable -> {
                    throw ProblemException.conflict("edition %s was taken in under earlier rules and cannot be read: %s"
                        .formatted(edition.id(), unreadable.badRows().get(0).detail()));
                }));
    }

    /**
     * Puts a draft into force.
     *
     * @param acceptsRegression whether a move beyond the tolerance is accepted
     * @param reason            why; null where none is given
     */
    Uni<StoredEdition> publish(StoredEdition draft, Caller publisher, boolean acceptsRegression, String reason) {
        String why = reason == null || reason.isBlank() ? null : reason.strip();
        return policies.of(publisher.tenantId())
            .invoke(policy -> requireSecondPerson(policy, draft, publisher))
            .chain(() -> regression(draft, publisher.tenantId()))
            .chain(report -> {
                if (!report.withinTolerance()) {
                    requireAcceptance(report, draft, publisher, acceptsRegression, why);
                }
                return store.publish(draft, publisher, report.withinTolerance() ? null : why, clock.instant());
            })
            .chain(done -> done.isPresent() ? announced(done.get(), publisher) : changedMeanwhile(draft));
    }

    private static void requireSecondPerson(PublishingPolicy policy, StoredEdition draft, Caller publisher) {
        boolean same = draft.createdKey().isEmpty()
                ? draft.createdBy().equals(publisher.getName())
                : draft.createdKey().equals(publisher.keyId());
        if (policy.needsSecondPerson() && same) {
            throw ProblemException.conflict("draft %s was sent with this key, and the policy asks for a second person: "
                .formatted(draft.id()) + "publish it with another owner's or admin's key");
        }
    }

    private static void requireAcceptance(RegressionReport report, StoredEdition draft, Caller publisher,
            boolean accepts, String why) {
        if (!accepts) {
            throw new ProblemException(refusal(report, draft));
        }
        if (publisher.role() != Role.OWNER) {
            throw new ForbiddenException();
        }
        if (why == null || why.length() > REASON_LENGTH_MAX) {
            throw ProblemException.rejected(List.of(new ProblemReason(ReasonCode.FIELD_MISSING.name(), "reason",
                    "accept_regression needs a reason of 1 to " + REASON_LENGTH_MAX + " characters, which is kept")));
        }
    }

    private static Problem refusal(RegressionReport report, StoredEdition draft) {
        var reasons = new ArrayList<ProblemReason>();
        report.beyond().forEach(line -> reasons.add(reasonOf(line)));
        if (!report.total().withinTolerance()) {
            reasons.add(reasonOf(report.total()));
        }
        var plain = Problem.of(422, "Regression beyond tolerance",
                ("draft %s moves %d of %d reference activities by more than %s %%; see GET /v1/editions/%s/regression, "
                        + "or publish with accept_regression=true and a reason as an owner")
                    .formatted(draft.id(),
                            report.beyond().size(), report.lines(), report.tolerancePercent().toPlainString(),
                            draft.id()));
        return new Problem(plain.type(), plain.title(), plain.status(), plain.detail(), reasons);
    }

    private static ProblemReason reasonOf(RegressionReport.Moved line) {
        return new ProblemReason("REGRESSION", line.activity(), line.inWords());
    }

    private Uni<StoredEdition> changedMeanwhile(StoredEdition draft) {
        return store.find(draft.tenantId(), draft.id())
            .map(found -> found
                .filter(now -> now.status() == EditionStatus.PUBLISHED && now.sha256().equals(draft.sha256()))
                .orElseThrow(() -> ProblemException.conflict(
                        "draft " + draft.id() + " was changed meanwhile; look at it and publish it again")));
    }

    /** The answer does not wait for a broker that is away: what is published is announced sooner or later. */
    private Uni<StoredEdition> announced(StoredEdition edition, Caller publisher) {
        metrics.counter("carbonflow.editions.published").increment();
        LOG.infof("edition %s (%d factors) published by %s", edition.recordKey(), edition.factors(),
                publisher.getName());
        return announcer.announceMissing()
            .onFailure()
            .invoke(failure -> LOG.warnf("edition %s is published but not announced yet: %s", edition.recordKey(),
                    failure.getMessage()))
            .onFailure()
            .recoverWithNull()
            .replaceWith(edition);
    }
}
