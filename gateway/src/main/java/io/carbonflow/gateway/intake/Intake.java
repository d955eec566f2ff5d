package io.carbonflow.gateway.intake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.contracts.avro.Reason;
import io.carbonflow.gateway.gate.Gatekeeper;
import io.carbonflow.gateway.intake.IntakeAnswer.RejectedItem;
import io.carbonflow.gateway.pressure.Admission;
import io.carbonflow.gateway.pressure.Sender;
import io.carbonflow.intake.contract.Verdict;
import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.problem.ProblemReason;
import io.carbonflow.platform.security.Regions;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/**
 * The one place through which everything comes in: each item becomes exactly one record, and the delivery is done when
 * the broker has all of them.
 */
@ApplicationScoped
public class Intake {

    private final Gatekeeper gate;
    private final Records records;
    private final Sender sender;
    private final RecentEvents recent;
    private final RecentHolds holds;
    private final IntakeMetrics metrics;
    private final Admission admission;
    private final Retries retries;
    private final Regions regions;

    Intake(Gatekeeper gate, Records records, Sender sender, RecentEvents recent, RecentHolds holds,
            IntakeMetrics metrics,
            Admission admission, Retries retries, Regions regions) {
        this.gate = gate;
        this.records = records;
        this.sender = sender;
        this.recent = recent;
        this.holds = holds;
        this.metrics = metrics;
        this.admission = admission;
        this.retries = retries;
        this.regions = regions;
    }

    /**
     * Holds each accepted item against the tenant's contracts and gate, and sends one record per item; may block briefly
     * while the broker is slow. Completes with what became of each when the broker has every record. Fails when it lacks
     * one, or when there is no room for the delivery now (a {@link ProblemException} of 429 with the time to wait); then
     * nothing may be acknowledged, and the sender repeats it all.
     */
    public CompletionStage<IntakeAnswer> take(Envelope envelope, List<Examined> delivered) {
        try {
            return send(envelope, admitted(envelope, delivered));
        } catch (ProblemException turnedAway) {
            return CompletableFuture.failedFuture(turnedAway);
        }
    }

    /** The same for what has been admitted. */
    CompletionStage<IntakeAnswer> send(Envelope envelope, List<Examined> admitted) {
        long startedNanos = System.nanoTime();
        Slices slices;
        CompletionStage<Void> sending;
        try {
            // Before any is sent, so that an outage leaves nothing behind that is half done.
            List<Examined> items = admitted.stream()
                .map(item -> holds.once(envelope, judged(envelope, item)))
                .toList();
            slices = new Slices(items, item -> records.prepare(envelope, item), sender::sendFitting);
            sending = announced(envelope.tenantId(), items).map(done -> done.thenComposeAsync(known -> slices.send(),
                    Infrastructure.getDefaultExecutor()))
                .orElseGet(slices::send);
        } catch (IllegalStateException notReadyYet) {
            metrics.failed(envelope.channel(), admitted.size());
            return CompletableFuture.failedFuture(notReadyYet);
        }
        return sending.whenComplete((sent, failure) -> {
            if (failure == null) {
                metrics.acknowledged(envelope.channel(), admitted.size(),
                        Duration.ofNanos(System.nanoTime() - startedNanos));
            } else {
                metrics.failed(envelope.channel(), admitted.size());
            }
        }).thenApply(sent -> answer(envelope, slices));
    }

    private static Optional<CompletionStage<Void>> announced(String tenantId, List<Examined> items) {
        var announcements = items.stream().flatMap(item -> item.announcement().stream()).toList();
        return announcements.isEmpty() ? Optional.empty()
                : Optional.of(CompletableFuture.allOf(announcements.stream()
                    .map(one -> one.publish(tenantId).toCompletableFuture())
                    .toArray(CompletableFuture<?>[]::new)));
    }

    /** The same, waiting for as long as there is no room for it: for who can keep the sender waiting. */
    public CompletionStage<IntakeAnswer> takeInTime(Envelope envelope, List<Examined> delivered) {
        return retries.whenAdmitted(() -> take(envelope, delivered));
    }

    /** What is sampled out becomes context. What continues an earlier delivery was admitted with that. */
    private List<Examined> admitted(Envelope envelope, List<Examined> delivered) {
        if (envelope.releases() != null) {
            return delivered;
        }
        List<Verdict> verdicts = admission.admit(envelope.tenantId(), envelope.channel(),
                delivered.stream().map(Examined::verdict).toList());
        var admitted = new ArrayList<Examined>(delivered.size());
        for (int i = 0; i < verdicts.size(); i++) {
            Examined item = delivered.get(i);
            Verdict verdict = verdicts.get(i);
            admitted.add(verdict == item.verdict() ? item
                    : item.sampledOut(verdict, Admission.supplierOf(item.verdict())));
        }
        return admitted;
    }

    /** The item with the verdict of contracts and gate; judging it again gives the same. */
    public Examined judged(Envelope envelope, Examined item) {
        return item.judged(regions.refusalOf(envelope.tenantId())
            .map(why -> pinnedElsewhere(item.verdict(), why))
            .orElseGet(() -> gate.judge(envelope, item.verdict())));
    }

    /** What came by a way that asks nobody for a key, of a tenant of which nothing may be taken in here. */
    private static Verdict pinnedElsewhere(Verdict verdict, String why) {
        var reasons = List.of(new Reason(ReasonCode.REGION_MISMATCH.name(), null, why));
        return verdict.fold(
                accepted -> new Verdict.Refused(accepted.activity().getEventId(), accepted.activity().getSourceId(),
                        reasons),
                refused -> refused, held -> new Verdict.Refused(held.eventId(), held.source(), reasons),
                context -> new Verdict.Refused(context.eventId(), context.source(), reasons));
    }

    private IntakeAnswer answer(Envelope envelope, Slices slices) {
        List<Examined> items = slices.items();
        var answer = new IntakeAnswer(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < items.size(); i++) {
            Examined item = items.get(i);
            holds.sent(envelope, item);
            String deadLetterId = slices.deadLetterId(i);
            item.verdict()
                .fold(accepted -> (recent.isRepeat(accepted.activity()) ? answer.duplicates() : answer.accepted())
                    .add(accepted.activity().getEventId()),
                        refused -> answer.rejected()
                            .add(kept(envelope, item, refused.eventId(), refused.reasons(), deadLetterId)),
                        held -> answer.held().add(kept(envelope, item, held.eventId(), held.reasons(), deadLetterId)),
                        context -> context.reason().equals(RecentHolds.REPEATED)
                                && answer.duplicates().add(context.eventId()));
        }
        metrics.items(envelope.channel(), "accepted", answer.accepted().size());
        metrics.items(envelope.channel(), "duplicate", answer.duplicates().size());
        metrics.items(envelope.channel(), "rejected", answer.rejected().size());
        metrics.items(envelope.channel(), "held", answer.held().size());
        metrics.items(envelope.channel(), "context", items.size() - answer.accepted().size()
                - answer.duplicates().size() - answer.rejected().size() - answer.held().size());
        return answer;
    }

    private RejectedItem kept(Envelope envelope, Examined item, String eventId, List<Reason> reasons,
            String deadLetterId) {
        reasons.stream()
            .map(Reason::getCode)
            .distinct()
            .forEach(code -> metrics.rejected(envelope.channel(), code));
        return new RejectedItem(item.index(), eventId, deadLetterId, reasons
            .stream()
            .map(reason -> new ProblemReason(reason.getCode(), reason.getField(), reason.getDetail()))
            .toList());
    }
}
