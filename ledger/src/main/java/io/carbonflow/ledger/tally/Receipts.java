package io.carbonflow.ledger.tally;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.contracts.Topics;
import io.carbonflow.ledger.intake.ReceivedRecord;
import io.carbonflow.ledger.intake.RecordHandler;
import io.carbonflow.ledger.refusal.RawPosition;
import io.carbonflow.ledger.refusal.Release;
import io.carbonflow.ledger.refusal.Releases;
import io.carbonflow.ledger.store.Transaction;
import io.carbonflow.ledger.store.Transactions;
import io.carbonflow.platform.wire.RegistryUnavailableException;

/**
 * Counts the records of the raw topics exactly once: the counts and the offset up to which they go are one transaction,
 * and a record below that offset has been counted. Records that come one by one, in whatever order, are counted ahead of
 * it, each remembered by itself.
 */
@ApplicationScoped
public class Receipts implements RecordHandler {

    private static final String BEGIN = """
            insert into ledger.counted_offset (topic, topic_id, partition, next_offset) values ($1, $2, $3, 0)
            on conflict do nothing
            """;
    private static final String LOCK = """
            select next_offset from ledger.counted_offset where topic = $1 and topic_id = $2 and partition = $3 for update
            """;
    private static final String ADVANCE = """
            update ledger.counted_offset set next_offset = $4 where topic = $1 and topic_id = $2 and partition = $3
            """;
    private static final String AHEAD = """
            select "offset" from ledger.counted_ahead
            where topic = $1 and topic_id = $2 and partition = $3 and "offset" between $4 and $5
            """;
    private static final String COUNT_AHEAD = """
            insert into ledger.counted_ahead (topic, topic_id, partition, "offset") values ($1, $2, $3, $4)
            """;
    private static final String FORGET_AHEAD = """
            delete from ledger.counted_ahead where topic = $1 and topic_id = $2 and partition = $3 and "offset" < $4
            """;
    /** Among how many records that come one by one the broker is asked once how far they go without gaps. */
    private static final int ASK_EVERY = 256;

    private final Transactions transactions;
    private final Acknowledged acknowledged;
    private final TopicIds topicIds;
    private final Origins origins;
    private final Clock clock;

    Receipts(Transactions transactions, TopicIds topicIds, Origins origins, Acknowledged acknowledged, Clock clock) {
        this.transactions = transactions;
        this.acknowledged = acknowledged;
        this.topicIds = topicIds;
        this.origins = origins;
        this.clock = clock;
    }

    /** Counts records of a consumer, which come in order: nothing of the partition is left out before the last of them. */
    @Override
    public void handle(List<ReceivedRecord> records) throws RegistryUnavailableException {
        count(records, records.get(records.size() - 1).offset() + 1);
    }

    /** Counts a record that comes by itself; others before it may come later. */
    public void handleAlone(ReceivedRecord received) throws RegistryUnavailableException {
        long complete = received.offset() % ASK_EVERY == 0 ? acknowledged.upTo(received.topic(), received.partition())
                : 0;
        count(List.of(received), complete);
    }

    /**
     * Counts what is not counted.
     *
     * @param complete the offset up to which nothing comes any more that is not among these records or counted already
     */
    private void count(List<ReceivedRecord> records, long complete) throws RegistryUnavailableException {
        ReceivedRecord first = records.get(0);
        ReceivedRecord last = records.get(records.size() - 1);
        String topicId = topicIds.of(first.topic(), first.partition(), first.offset(), last.offset());
        var located = origins.of(records);
        var tenantIds = new TreeSet<String>();
        located.forEach(origin -> tenantIds.add(origin.tenantId()));
        transactions.run(tenantIds, transaction -> {
            var counted = counted(transaction, first, topicId);
            var countedAhead = countedAhead(transaction, first, topicId, last.offset());
            long from = counted.get();
            var ahead = countedAhead.get();
            var tally = new Tally();
            var sampledOut = new SampledOut();
            var releases = new ArrayList<Release>();
            for (int i = 0; i < records.size(); i++) {
                long offset = records.get(i).offset();
                if (offset >= from && !ahead.contains(offset)) {
                    count(tally, releases, records.get(i), located.get(i));
                    sampledOut.add(records.get(i), located.get(i));
                    if (offset >= complete) {
                        transaction.enqueue(COUNT_AHEAD, first.topic(), topicId, first.partition(), offset);
                    }
                }
            }
            new Releases(transaction, tally, clock.instant().truncatedTo(ChronoUnit.MICROS)).count(releases);
            sampledOut.write(transaction, first.topic() + "-" + first.partition());
            tally.write(transaction, first.topic() + "-" + first.partition());
            if (complete > from) {
                transaction.enqueue(ADVANCE, first.topic(), topicId, first.partition(), complete);
                transaction.enqueue(FORGET_AHEAD, first.topic(), topicId, first.partition(), complete);
            }
            return null;
        });
    }

    /** The first offset that is not counted yet; whoever holds the row counts alone. */
    private static Supplier<Long> counted(Transaction transaction, ReceivedRecord record, String topicId) {
        transaction.enqueue(BEGIN, record.topic(), topicId, record.partition());
        var rows = transaction.ask(LOCK, record.topic(), topicId, record.partition());
        return () -> rows.get().iterator().next().getLong("next_offset");
    }

    /** Asked once the row is locked, so that nobody adds to them meanwhile. */
    private static Supplier<Set<Long>> countedAhead(Transaction transaction, ReceivedRecord first, String topicId,
            long lastOffset) {
        var rows = transaction.ask(AHEAD, first.topic(), topicId, first.partition(), first.offset(), lastOffset);
        return () -> {
            var ahead = new HashSet<Long>();
            rows.get().forEach(row -> ahead.add(row.getLong("offset")));
            return ahead;
        };
    }

    private static void count(Tally tally, List<Release> releases, ReceivedRecord received, Origin origin) {
        var marks = received.marks();
        if (marks.releases() != null) {
            releases.add(new Release(origin.tenantId(), marks.releases(), new RawPosition(received.topic(),
                    received.partition(), received.offset(), origin.receivedAt()), marks.isDerived()));
        } else if (!marks.isDerived()) {
            tally.add(origin.tenantId(), origin.receivedAt(), Measure.RECEIVED);
        }
        if (received.topic().equals(Topics.RAW_CONTEXT)) {
            tally.add(origin.tenantId(), origin.receivedAt(), Measure.CONTEXT);
        }
    }
}
