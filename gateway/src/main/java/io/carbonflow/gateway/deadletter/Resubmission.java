package io.carbonflow.gateway.deadletter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

import io.carbonflow.gateway.intake.Batch;
import io.carbonflow.gateway.intake.Door;
import io.carbonflow.gateway.intake.Envelope;
import io.carbonflow.gateway.intake.Examined;
import io.carbonflow.gateway.intake.Intake;
import io.carbonflow.gateway.intake.IntakeAnswer;
import io.carbonflow.gateway.intake.MeterFrames;
import io.carbonflow.intake.contract.Verdict;
import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.problem.ProblemReason;
import io.carbonflow.platform.security.CurrentCaller;
import io.smallrye.mutiny.Uni;

/**
 * Takes one refused or held item in again, by the way it came, for a person who has looked at it: the quality gate does not
 * hold it a second time. A refused one counts as received once more; a held one was counted when it came.
 */
@ApplicationScoped
public class Resubmission {

    private final Door door;
    private final Intake intake;
    private final MeterFrames frames;
    private final LetterReader reader;
    private final RawRecords rawRecords;
    private final CurrentCaller caller;

    Resubmission(Door door, Intake intake, MeterFrames frames, LetterReader reader, RawRecords rawRecords,
            CurrentCaller caller) {
        this.door = door;
        this.intake = intake;
        this.frames = frames;
        this.reader = reader;
        this.rawRecords = rawRecords;
        this.caller = caller;
    }

    /** @param corrected in place of the bytes as received; empty to send those again */
    Uni<Response> take(StoredLetter letter, byte[] corrected) {
        if (corrected.length == 0 && letter.isExpired()) {
            throw DeadLettersResource.gone();
        }
        if (corrected.length == 0) {
            var again = rawRecords.sendAgain(caller.tenantId(), letter);
            if (again.isPresent()) {
                var answer = new IntakeAnswer(letter.eventId() == null ? List.of() : List.of(letter.eventId()),
                        List.of(),
                        List.of(), List.of());
                return door.answer(false, again.get().thenApply(sent -> answer));
            }
        }
        byte[] bytes = corrected.length == 0 ? letter.bytes() : corrected;
        Envelope envelope = reader.envelope(caller.tenantId(), letter, caller.get().role().id());
        if (MeterFrames.isFamily(letter.channel())) {
            return door.answer(false, frame(letter, envelope, bytes));
        }
        if (!reader.channels().contains(letter.channel())) {
            throw ProblemException.conflict(
                    "an item of channel " + letter.channel() + " cannot be resubmitted; send it by its own way again");
        }
        Batch batch = reader.read(envelope, bytes);
        if (batch.items().isEmpty()) {
            throw ProblemException.badRequest("the body has no item");
        }
        Optional<Examined> named = LetterReader.continuing(letter, batch);
        Examined continuing = intake.judged(envelope, named.orElse(batch.items().get(0)));
        if (letter.held() && letter.isOpen() && continuing.verdict() instanceof Verdict.Held held) {
            return door.answer(true, CompletableFuture.completedFuture(waiting(letter, continuing, held)));
        }
        CompletionStage<IntakeAnswer> taken = intake.take(envelope, List.of(continuing));
        // A correction that is several items: the first stands for the letter, the others are new.
        List<Examined> further = named.map(item -> LetterReader.companions(item, batch))
            .orElse(batch.items().subList(1, batch.items().size()));
        if (further.isEmpty()) {
            return door.answer(false, taken);
        }
        var others = intake.take(door.envelope(letter.channel(), letter.contentType()), further);
        return door.answer(true, taken.thenCombine(others, Resubmission::together));
    }

    /** A frame goes to the metering stage again, by the topic it came by. */
    CompletionStage<IntakeAnswer> frame(StoredLetter letter, Envelope envelope, byte[] bytes) {
        if (MeterFrames.topicOf(letter.contentType()).isEmpty()) {
            throw ProblemException.conflict("the topic of this message is not known; let the device send it again");
        }
        return frames.takeAgain(envelope, bytes);
    }

    /** It waits on under the letter it has. */
    private static IntakeAnswer waiting(StoredLetter letter, Examined item, Verdict.Held held) {
        var reasons = held.reasons()
            .stream()
            .map(reason -> new ProblemReason(reason.getCode(), reason.getField(), reason.getDetail()))
            .toList();
        return new IntakeAnswer(List.of(), List.of(), List.of(),
                List.of(new IntakeAnswer.RejectedItem(item.index(), held.eventId(), letter.id(), reasons)));
    }

    private static IntakeAnswer together(IntakeAnswer one, IntakeAnswer other) {
        return new IntakeAnswer(joined(one.accepted(), other.accepted()), joined(one.duplicates(), other.duplicates()),
                joined(one.rejected(), other.rejected()), joined(one.held(), other.held()));
    }

    private static <T> List<T> joined(List<T> one, List<T> other) {
        return new ArrayList<>(Stream.concat(one.stream(), other.stream()).toList());
    }
}
