package io.carbonflow.gateway.deadletter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.carbonflow.gateway.intake.Batch;
import io.carbonflow.gateway.intake.Envelope;
import io.carbonflow.gateway.intake.Examined;
import io.carbonflow.gateway.intake.Intake;
import io.carbonflow.gateway.intake.MeterFrames;
import io.carbonflow.platform.problem.ProblemException;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/** Examines a letter by today's rules and sends it on where they let it. */
@ApplicationScoped
public class Continuation {

    private static final Logger LOG = Logger.getLogger(Continuation.class);

    private final LetterReader reader;
    private final Intake intake;
    private final MeterFrames frames;
    private final RawRecords rawRecords;
    private final SentLetters sent;

    Continuation(LetterReader reader, Intake intake, MeterFrames frames, RawRecords rawRecords, SentLetters sent) {
        this.reader = reader;
        this.intake = intake;
        this.frames = frames;
        this.rawRecords = rawRecords;
        this.sent = sent;
    }

    /** What became of a letter. */
    public enum Outcome {
        /** It went on to be calculated. */
        ACCEPTED,
        /** It went on as context, which carries no activity. */
        CONTEXT,
        /** It went to the metering stage, which decides. */
        FORWARDED,
        /** It breaks a rule still, or now. */
        REJECTED,
        /** Something or someone is missing still. */
        HELD,
        /** It went on a moment ago. */
        SENT_ALREADY,
        /** Its bytes are no longer kept. */
        EXPIRED,
        /** It cannot be read again by itself. */
        NOT_READABLE
    }

    /**
     * Sends the letter on if it is accepted, or is context. Completes when the broker has it; fails when it has not, or
     * what is needed to examine it is not there: then it is as if nobody had tried.
     *
     * @param reviewedBy   who lets it pass the quality gate; null for nobody
     * @param sendsRefused whether it is also sent on, as a new letter, where it is refused now
     */
    public CompletionStage<Outcome> attempt(String tenantId, StoredLetter letter, String reviewedBy,
            boolean sendsRefused) {
        if (letter.isExpired()) {
            return done(Outcome.EXPIRED);
        }
        Optional<CompletionStage<Outcome>> again = fromItsRecord(tenantId, letter);
        if (again.isPresent()) {
            return again.get();
        }
        Envelope envelope = reader.envelope(tenantId, letter, reviewedBy);
        if (MeterFrames.isFamily(letter.channel())) {
            return MeterFrames.topicOf(letter.contentType()).isEmpty() ? done(Outcome.NOT_READABLE)
                    : send(letter, () -> frames.takeAgain(envelope, letter.bytes()), Outcome.FORWARDED);
        }
        if (!reader.channels().contains(letter.channel())) {
            return done(Outcome.NOT_READABLE);
        }
        List<Examined> continuing = examined(envelope, letter);
        if (continuing.isEmpty()) {
            return done(Outcome.NOT_READABLE);
        }
        Outcome outcome = outcomeOf(continuing.get(0));
        boolean goesOn = outcome == Outcome.ACCEPTED || outcome == Outcome.CONTEXT
                || outcome == Outcome.REJECTED && sendsRefused;
        if (continuing.size() > 1) {
            // Each fares for itself from now on; where all of them are refused, nothing has become better.
            boolean allRefused = continuing.stream().allMatch(item -> outcomeOf(item) == Outcome.REJECTED);
            return allRefused && !sendsRefused ? done(Outcome.REJECTED)
                    : send(letter, () -> takeAll(envelope, continuing), outcome);
        }
        return goesOn ? send(letter, () -> intake.take(envelope, continuing), outcome) : done(outcome);
    }

    /** What the calculation had before it goes to it again; empty where that is not kept. */
    private Optional<CompletionStage<Outcome>> fromItsRecord(String tenantId, StoredLetter letter) {
        if (!letter.isOfCalculation()) {
            return Optional.empty();
        }
        if (!sent.claim(letter.id())) {
            return Optional.of(done(Outcome.SENT_ALREADY));
        }
        Optional<CompletionStage<Void>> sending = Optional.empty();
        try {
            sending = rawRecords.sendAgain(tenantId, letter);
        } catch (IllegalStateException outage) {
            sending = Optional.of(CompletableFuture.failedFuture(outage));
        }
        if (sending.isEmpty()) {
            sent.release(letter.id());
        }
        return sending.map(begun -> followed(letter, begun, Outcome.ACCEPTED));
    }

    private static Outcome outcomeOf(Examined item) {
        return item.verdict()
            .fold(accepted -> Outcome.ACCEPTED, refused -> Outcome.REJECTED, held -> Outcome.HELD,
                    context -> Outcome.CONTEXT);
    }

    /** The first stands for the letter; the others are new, and sent first: repeated after an outage they are known. */
    private CompletionStage<?> takeAll(Envelope envelope, List<Examined> items) {
        return intake.take(envelope.releasing(null, envelope.reviewedBy()), items.subList(1, items.size()))
            // Sending may wait for the broker: never on the thread by which the broker answers.
            .thenComposeAsync(sentOthers -> intake.take(envelope, items.subList(0, 1)),
                    Infrastructure.getDefaultExecutor());
    }

    private List<Examined> examined(Envelope envelope, StoredLetter letter) {
        try {
            Batch batch = reader.read(envelope, letter.bytes());
            Optional<Examined> one = LetterReader.continuing(letter, batch);
            // What came as one and now is several, such as the key of a document that has arrived: all of it goes on.
            List<Examined> items = one.map(named -> withCompanions(named, batch)).orElse(batch.items());
            return items.stream().map(item -> intake.judged(envelope, item)).toList();
        } catch (ProblemException | IllegalStateException notReadyYet) {
            throw notReadyYet;
        } catch (RuntimeException e) { // one letter that we cannot cope with must not keep the others waiting
            LOG.errorf(e, "the bytes of dead letter %s could not be examined", letter.id());
            return List.of();
        }
    }

    private static List<Examined> withCompanions(Examined named, Batch batch) {
        var items = new ArrayList<Examined>(List.of(named));
        items.addAll(LetterReader.companions(named, batch));
        return items;
    }

    private interface Sending {
        CompletionStage<?> begin();
    }

    private CompletionStage<Outcome> send(StoredLetter letter, Sending sending, Outcome outcome) {
        if (!sent.claim(letter.id())) {
            return done(Outcome.SENT_ALREADY);
        }
        try {
            return followed(letter, sending.begin(), outcome);
        } catch (ProblemException | IllegalStateException notReadyYet) {
            sent.release(letter.id());
            throw notReadyYet;
        } catch (RuntimeException e) { // not a frame, or nothing that can be sent
            LOG.errorf(e, "dead letter %s could not be sent", letter.id());
            sent.release(letter.id());
            return done(Outcome.NOT_READABLE);
        }
    }

    private CompletionStage<Outcome> followed(StoredLetter letter, CompletionStage<?> sending, Outcome outcome) {
        return sending.handle((answer, failure) -> {
            if (failure != null) {
                sent.release(letter.id());
                throw new IllegalStateException("dead letter " + letter.id() + " was not sent", failure);
            }
            return outcome;
        });
    }

    private static CompletionStage<Outcome> done(Outcome outcome) {
        return CompletableFuture.completedFuture(outcome);
    }
}
