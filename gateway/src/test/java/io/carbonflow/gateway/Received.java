package io.carbonflow.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import org.apache.avro.specific.SpecificRecordBase;

import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.ContextReading;
import io.carbonflow.contracts.avro.DeadLetter;
import io.carbonflow.contracts.avro.MeterFrame;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.testsupport.StackPart;
import io.carbonflow.testsupport.TestStack;
import io.carbonflow.testsupport.TopicProbe;

/** What the gateway has sent for the test tenant, found by what a test knows of its own items. */
public final class Received {

    private static final TopicProbe PROBE = new TopicProbe(
            TestStack.with(StackPart.KAFKA, StackPart.REGISTRY, StackPart.MQTT, StackPart.POSTGRES));

    private Received() {}

    public static TopicProbe probe() {
        return PROBE;
    }

    public static List<TopicProbe.Received<RawActivity>> activities(String topic, String eventId) {
        return find(topic, TestStack.TENANT, RawActivity.class, activity -> activity.getEventId().equals(eventId));
    }

    /** Dead letters whose bytes are exactly these. */
    public static List<TopicProbe.Received<DeadLetter>> deadLetters(String tenant, String payload) {
        return find(Topics.DEAD_INTAKE, tenant, DeadLetter.class, letter -> text(letter.getPayload()).equals(payload));
    }

    public static Optional<ContextReading> context(String eventId) {
        return find(Topics.RAW_CONTEXT, TestStack.TENANT, ContextReading.class,
                reading -> reading.getEventId().equals(eventId))
            .stream()
            .map(TopicProbe.Received::value)
            .findFirst();
    }

    /** What is on its way to the metering stage from this device or node. */
    public static List<TopicProbe.Received<MeterFrame>> frames(String device) {
        return find(Topics.RAW_METER, TestStack.TENANT, MeterFrame.class, frame -> frame.getDevice().equals(device));
    }

    public static String text(ByteBuffer bytes) {
        return UTF_8.decode(bytes.duplicate()).toString();
    }

    private static <T extends SpecificRecordBase> List<TopicProbe.Received<T>> find(String topic, String tenant,
            Class<T> type, Predicate<T> wanted) {
        return PROBE.read(topic, tenant, type).stream().filter(record -> wanted.test(record.value())).toList();
    }
}
