package io.carbonflow.platform.messaging;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Notices where a consumer has moved on without being given a record: past the markers that end transactions, and past the
 * records of those that were aborted. They count in a group's lag like any record, so a position nobody acknowledges would
 * look like work that is left. To be asked when a poll brought nothing and all that came before is done.
 */
public final class QuietProgress {

    private static final Duration AT_ONCE = Duration.ofMillis(20);

    private final Map<TopicPartition, Long> positions = new HashMap<>();

    /** The positions to acknowledge; empty where none is another than at the last question. */
    public Map<TopicPartition, OffsetAndMetadata> of(Consumer<?, ?> consumer) {
        positions.keySet().retainAll(consumer.assignment());
        var moved = new HashMap<TopicPartition, OffsetAndMetadata>();
        for (TopicPartition partition : consumer.assignment()) {
            try {
                long position = consumer.position(partition, AT_ONCE);
                Long before = positions.put(partition, position);
                if (before == null || before != position) {
                    moved.put(partition, new OffsetAndMetadata(position));
                }
            } catch (TimeoutException e) {
                // Where it stands is not known yet; it is asked again.
            }
        }
        return moved;
    }
}
