package io.carbonflow.ledger.imbalance;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import io.carbonflow.ledger.imbalance.Finding.Cause;
import io.carbonflow.ledger.imbalance.Finding.Removed;
import io.carbonflow.ledger.imbalance.MissingRecord.Lack;
import io.carbonflow.ledger.refusal.RawPosition;

/** What the topics hold of one minute, and which end each record of it has met. */
final class Evidence {

    private static final Comparator<MissingRecord> BY_PLACE = Comparator.comparing(MissingRecord::topic)
        .thenComparing(MissingRecord::partition)
        .thenComparing(MissingRecord::offset);

    private final Map<String, List<MissingRecord>> received = new TreeMap<>();
    private final Map<String, List<MissingRecord>> settled = new TreeMap<>();
    private final List<MissingRecord> missing = new ArrayList<>();
    private final Map<Message, MissingRecord> messages = new HashMap<>();
    private final Map<Message, MissingRecord> messagesOnTheirWay = new HashMap<>();
    private final Set<Message> interpreted = new HashSet<>();
    private final Map<RawPosition, String> followers = new HashMap<>();
    private final Set<String> letters = new HashSet<>();
    private long onTheWay;
    private boolean isAnyReleased;

    /** What the records that a stage makes of a device's message have in common with it. */
    record Message(Instant receivedAt, String correlationId) {}

    /** Notes that a record's receipt is counted by it. */
    void received(MissingRecord record) {
        received.computeIfAbsent(record.topic() + "-" + record.partition(), shard -> new ArrayList<>()).add(record);
    }

    /** Whether a letter is the first delivery of its id; the others count for nothing. */
    boolean isFirst(String letterId) {
        return letters.add(letterId);
    }

    /** Notes that a record goes on in the place of a letter, so that its receipt may be counted elsewhere. */
    void released() {
        isAnyReleased = true;
    }

    /**
     * Notes that a record has met its end.
     *
     * @param shard who counted that
     */
    void settled(String shard, MissingRecord record) {
        settled.computeIfAbsent(shard, one -> new ArrayList<>()).add(record);
    }

    /**
     * Notes that a record has met no end.
     *
     * @param hasPassed whether everybody has gone past it; else it is on its way
     */
    void unsettled(MissingRecord record, boolean hasPassed) {
        if (hasPassed) {
            missing.add(record);
        } else {
            onTheWay++;
        }
    }

    /** Notes a device's message, of which something must have been made once it is passed. */
    void message(Message message, MissingRecord record, boolean hasPassed) {
        (hasPassed ? messages : messagesOnTheirWay).put(message, record);
    }

    /** Notes what was made of a message, if it was one. */
    void interpreted(Message message) {
        interpreted.add(message);
    }

    /** Notes what a stage made of a raw record: {@code topic-partition-offset}. */
    void followed(RawPosition raw, String place) {
        followers.put(raw, place);
    }

    /**
     * What follows from it.
     *
     * @param difference  received less settled, as counted, before and after the search
     * @param counts      the minute's counts by who counted
     * @param removed     partitions that begin after the minute
     * @param isComplete  whether all there is was read
     * @param recordsMost how many records are listed
     * @return empty where all that is unsettled is on its way
     */
    Optional<Finding> conclude(TenantMinute minute, long difference, MinuteTable.Shards counts, List<Removed> removed,
            boolean isComplete, int recordsMost) {
        var lost = lost();
        messagesOnTheirWay.keySet().removeAll(interpreted);
        if (lost.isEmpty() && difference == onTheWay + messagesOnTheirWay.size()) {
            return Optional.empty();
        }
        boolean isExplained = difference == lost.size() + onTheWay + messagesOnTheirWay.size();
        var gone = removed.stream().filter(one -> isShortOf(one, counts)).toList();
        boolean isRemoved = !isExplained && !gone.isEmpty();
        if (!isExplained && !isRemoved && isComplete && !isAnyReleased && counts.areComparable()) {
            lost.addAll(miscounted(counts));
        }
        boolean isLoss = lost.stream().anyMatch(record -> !record.missing().equals(Lack.COUNT.id()));
        lost.sort(BY_PLACE);
        return Optional
            .of(new Finding(minute, difference, isRemoved ? Cause.REMOVED : isLoss ? Cause.LOSS : Cause.COUNTS,
                    lost.size(), isComplete && !isRemoved, lost.subList(0, Math.min(lost.size(), recordsMost)),
                    isRemoved ? gone : List.of()));
    }

    /** Whether more records of the partition were counted than it holds. */
    private boolean isShortOf(Removed partition, MinuteTable.Shards counts) {
        String shard = partition.topic() + "-" + partition.partition();
        return counts.received().getOrDefault(shard, 0L) > received.getOrDefault(shard, List.of()).size();
    }

    private List<MissingRecord> lost() {
        var lost = new ArrayList<MissingRecord>();
        for (MissingRecord record : missing) {
            var position = new RawPosition(record.topic(), record.partition(), record.offset(), record.receivedAt());
            lost.add(new MissingRecord(record.topic(), record.partition(), record.offset(), record.eventId(),
                    record.receivedAt(), record.missing(), followers.get(position)));
        }
        messages.forEach((message, record) -> {
            if (!interpreted.contains(message)) {
                lost.add(record);
            }
        });
        return lost;
    }

    /** The records of those partitions that are counted more or less often than they are there. */
    private List<MissingRecord> miscounted(MinuteTable.Shards counts) {
        var among = new ArrayList<MissingRecord>();
        compare(received, counts.received(), among);
        compare(settled, counts.settled(), among);
        return among;
    }

    private static void compare(Map<String, List<MissingRecord>> there, Map<String, Long> counted,
            List<MissingRecord> among) {
        there.forEach((shard, records) -> {
            if (counted.getOrDefault(shard, 0L) != records.size()) {
                records.stream().map(Evidence::uncounted).filter(record -> !among.contains(record)).forEach(among::add);
            }
        });
    }

    private static MissingRecord uncounted(MissingRecord record) {
        return new MissingRecord(record.topic(), record.partition(), record.offset(), record.eventId(),
                record.receivedAt(), Lack.COUNT.id(), record.followedBy());
    }
}
