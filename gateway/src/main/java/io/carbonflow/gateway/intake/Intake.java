package io.carbonflow.gateway.intake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.contracts.avro.Reason;
import io.carbonflow.gateway.gate.Gatekeeper;
import io.carbonflow.gateway.intake.IntakeAnswer.RejectedItem;
import io.carbonflow.platform.messaging.RecordProducer;
import io.carbonflow.platform.problem.ProblemReason;

/**
 * The one place through which everything comes in: each item becomes exactly one record, and the delivery is done when
 * the broker has all of them.
 */
@ApplicationScoped
public class Intake {

    private final Gatekeeper gate;
    private final Records records;
    private final RecordProducer producer;
    private final RecentEvents recent;
    private final IntakeMetrics metrics;

    Intake(Gatekeeper gate, Records records, RecordProducer producer, RecentEvents recent, IntakeMetrics metrics) {
        this.gate = gate;
        this.records = records;
        this.producer = producer;
        this.recent = recent;
        this.metrics = metrics;
    }

    /**
     * Holds each accepted item against the tenant's contracts and gate, and sends one record per item; may block briefly
     * while the broker is slow. Completes with what became of each when the broker has every record. Fails when it lacks
     * one; then nothing may be acknowledged, and the sender repeats it all.
     */
    public CompletionStage<IntakeAnswer> take(Envelope envelope, List<Examined> delivered) {
        long startedNanos = System.nanoTime();
        List<Examined> items;
        List<Records.Prepared> prepared;
        try {
            items = delivered.stream().map(item -> judged(envelope, item)).toList();
            prepared = items.stream().map(item -> records.prepare(envelope, item)).toList();
        } catch (IllegalStateException notReadyYet) {
            metrics.failed(envelope.channel(), delivered.size());
            return CompletableFuture.failedFuture(notReadyYet);
        }
        return producer.sendAll(prepared.stream().map(Records.Prepared::outgoing).toList())
            .whenComplete((sent, failure) -> {
                if (failure == null) {
                    metrics.acknowledged(envelope.channel(), items.size(),
                            Duration.ofNanos(System.nanoTime() - startedNanos));
                } else {
                    metrics.failed(envelope.channel(), items.size());
                }
            })
            .thenApply(sent -> answer(envelope, items, prepared));
    }

    /** The item with the verdict of contracts and gate; judging it again gives the same. */
    public Examined judged(Envelope envelope, Examined item) {
        return new Examined(item.index(), item.bytes(), gate.judge(envelope, item.verdict()));
    }

    private IntakeAnswer answer(Envelope envelope, List<Examined> items, List<Records.Prepared> prepared) {
        var answer = new IntakeAnswer(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < items.size(); i++) {
            Examined item = items.get(i);
            String deadLetterId = prepared.get(i).deadLetterId();
            item.verdict()
                .fold(accepted -> (recent.isRepeat(accepted.activity()) ? answer.duplicates() : answer.accepted())
                    .add(accepted.activity().getEventId()),
                        refused -> answer.rejected()
                            .add(kept(envelope, item, refused.eventId(), refused.reasons(), deadLetterId)),
                        held -> answer.held().add(kept(envelope, item, held.eventId(), held.reasons(), deadLetterId)),
                        context -> true);
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
