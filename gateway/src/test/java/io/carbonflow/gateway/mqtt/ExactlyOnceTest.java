package io.carbonflow.gateway.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class ExactlyOnceTest {

    private final ExactlyOnce messages = new ExactlyOnce();
    private final List<String> answered = new ArrayList<>();

    private ExactlyOnce.Handshake begun(int packetId, String name) {
        return messages.begin(packetId, () -> answered.add(name)).orElseThrow();
    }

    @Test
    void aRepeatOnTheNextConnectionIsAnsweredThereAndIsNoSecondMessage() {
        var first = begun(5, "first");

        assertThat(messages.begin(5, () -> answered.add("repeat"))).isEmpty();
        messages.taken(5, first);

        assertThat(answered).containsExactly("repeat");
    }

    @Test
    void aMessageOfALostSessionDoesNotAnswerForTheOneThatHasItsPacketIdNow() {
        var lost = begun(5, "lost");
        messages.clear();
        var present = begun(5, "present");

        messages.taken(5, lost);
        assertThat(answered).isEmpty();
        messages.taken(5, present);

        assertThat(answered).containsExactly("present");
    }

    @Test
    void aMessageOfALostSessionThatFailsDoesNotMakeTheOneWithItsPacketIdComeTwice() {
        var lost = begun(5, "lost");
        messages.clear();
        var present = begun(5, "present");

        messages.failed(5, lost);
        assertThat(messages.begin(5, () -> answered.add("repeat"))).isEmpty();
        messages.taken(5, present);

        assertThat(answered).containsExactly("repeat");
    }

    @Test
    void afterTheReleaseAPacketIdIsFree() {
        messages.taken(5, begun(5, "first"));
        messages.released(5);

        messages.taken(5, begun(5, "second"));

        assertThat(answered).containsExactly("first", "second");
    }
}
