package io.carbonflow.gateway.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.carbonflow.gateway.intake.Batch;
import io.carbonflow.gateway.intake.Envelope;
import io.carbonflow.gateway.intake.Examined;
import io.carbonflow.gateway.intake.WayIn;
import io.carbonflow.intake.contract.ActivityContract;
import io.carbonflow.intake.contract.Samples;
import io.carbonflow.intake.contract.Verdict;

class ContinuationTest {

    private static final WayIn POISONED = new WayIn() {
        @Override
        public String channel() {
            return "webhook.sap";
        }

        @Override
        public Batch read(Envelope envelope, byte[] body) {
            throw new ArithmeticException("whatever it is");
        }
    };

    @Test
    void aLetterThatCannotBeExaminedIsSaidToBeUnreadableInsteadOfStoppingTheOthers() {
        var continuation = new Continuation(new LetterReader(List.of(POISONED), Clock.systemUTC()), null, null, null,
                null);

        assertThat(continuation.attempt("demo", letter(), null, true)).succeedsWithin(Duration.ZERO)
            .isEqualTo(Continuation.Outcome.NOT_READABLE);
    }

    @Test
    void whatTheSameLineEndsGoesOnWithIt() {
        var bill = examined(0, "bill", null);
        var ended = examined(0, "order", "cancel");
        var sameChange = examined(0, "another-line", null);
        var elsewhere = examined(1, "other-order", "cancel");

        assertThat(LetterReader.companions(bill, new Batch(true, List.of(bill, ended, sameChange, elsewhere))))
            .containsExactly(ended);
    }

    private static Examined examined(int index, String id, String operation) {
        Verdict verdict = new ActivityContract(Samples.CONFIG).examine(Samples.anEnergyActivity().put("id", id),
                Samples.RECEIVED_AT);
        Samples.activityOf(verdict).setOperation(operation);
        return new Examined(index, new byte[0], verdict);
    }

    private static StoredLetter letter() {
        return new StoredLetter("letter", "event", "erp", "webhook.sap", "application/json", "intake", "c",
                Samples.RECEIVED_AT, true, true, Optional.empty(), "{}".getBytes(UTF_8));
    }
}
