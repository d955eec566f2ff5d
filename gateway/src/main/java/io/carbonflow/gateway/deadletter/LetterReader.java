package io.carbonflow.gateway.deadletter;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.gateway.intake.Batch;
import io.carbonflow.gateway.intake.Envelope;
import io.carbonflow.gateway.intake.Examined;
import io.carbonflow.gateway.intake.WayIn;
import io.carbonflow.intake.contract.Verdict;
import io.quarkus.arc.All;

/** Reads the bytes of letters again, by the way they came. */
@ApplicationScoped
public class LetterReader {

    private final Map<String, WayIn> ways;
    private final Clock clock;

    LetterReader(@All List<WayIn> ways, Clock clock) {
        this.ways = ways.stream().collect(Collectors.toUnmodifiableMap(WayIn::channel, Function.identity()));
        this.clock = clock;
    }

    /** The channels whose letters can be read again. */
    public Set<String> channels() {
        return ways.keySet();
    }

    /**
     * The letter as a delivery that continues it. What is held was received when it came; what was refused is received
     * anew.
     *
     * @param reviewedBy who lets it pass the quality gate; null for nobody
     */
    public Envelope envelope(String tenantId, StoredLetter letter, String reviewedBy) {
        return new Envelope(tenantId, letter.channel(), letter.contentType(), letter.correlationId(),
                letter.held() ? letter.receivedAt() : clock.instant(), letter.id(), reviewedBy);
    }

    /** What the bytes hold by today's rules. The channel must be one of {@link #channels}. */
    public Batch read(Envelope envelope, byte[] bytes) {
        return ways.get(envelope.channel()).read(envelope, bytes);
    }

    /**
     * The item of a delivery that continues the letter: the one with its event id, or the only one there is. Empty where
     * it is not there any more.
     */
    public static Optional<Examined> continuing(StoredLetter letter, Batch batch) {
        if (letter.eventId() != null) {
            Optional<Examined> named = batch.items()
                .stream()
                .filter(item -> letter.eventId().equals(eventId(item.verdict())))
                .findFirst();
            if (named.isPresent()) {
                return named;
            }
        }
        return batch.items().size() == 1 ? Optional.of(batch.items().get(0)) : Optional.empty();
    }

    /**
     * What goes on together with the item that continues a letter: the cancellations that the same line or change says,
     * such as that of an order's line by its invoice.
     */
    static List<Examined> companions(Examined continuing, Batch batch) {
        return batch.items()
            .stream()
            .filter(item -> item != continuing && item.index() == continuing.index()
                    && item.verdict() instanceof Verdict.Accepted accepted
                    && "cancel".equals(accepted.activity().getOperation()))
            .toList();
    }

    private static String eventId(Verdict verdict) {
        return verdict.fold(accepted -> accepted.activity().getEventId(), Verdict.Refused::eventId,
                Verdict.Held::eventId, Verdict.Context::eventId);
    }
}
