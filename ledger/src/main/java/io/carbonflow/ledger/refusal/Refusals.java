package io.carbonflow.ledger.refusal;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.DeadLetter;
import io.carbonflow.ledger.intake.ReceivedRecord;
import io.carbonflow.ledger.intake.RecordHandler;
import io.carbonflow.ledger.retention.RetentionPeriods;
import io.carbonflow.ledger.store.ChainLock;
import io.carbonflow.ledger.store.Halves;
import io.carbonflow.ledger.store.Times;
import io.carbonflow.ledger.store.Transaction;
import io.carbonflow.ledger.store.Transactions;
import io.carbonflow.ledger.tally.Measure;
import io.carbonflow.ledger.tally.Tally;
import io.carbonflow.platform.wire.RegistryUnavailableException;
import io.carbonflow.platform.wire.UndecodableRecordException;
import io.carbonflow.platform.wire.WireCodec;
import io.vertx.sqlclient.Row;

/** Keeps what the gateway and the calculator refused, each item once however often its dead letter comes. */
@ApplicationScoped
public class Refusals implements RecordHandler {

    private static final Logger LOG = Logger.getLogger(Refusals.class);

    /**
     * The calculator may have refused on a second attempt what it had worked out on the first (or had crashed in between):
     * the first outcome that came here stands.
     */
    private static final String SETTLED = """
            select r.n from unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::bigint[], $6::timestamptz[])
                with ordinality as r(tenant_id, event_id, raw_topic, raw_partition, raw_offset, received_at, n)
            where exists (select from ledger.event e where e.tenant_id = r.tenant_id and e.event_id = r.event_id
                    and e.raw_topic = r.raw_topic and e.raw_partition = r.raw_partition
                    and e.raw_offset = r.raw_offset and e.received_at = r.received_at)
                or exists (select from ledger.event_version v where v.tenant_id = r.tenant_id
                    and v.event_id = r.event_id and v.raw_topic = r.raw_topic and v.raw_partition = r.raw_partition
                    and v.raw_offset = r.raw_offset and v.received_at = r.received_at)
                or exists (select from ledger.duplicate d where d.raw_topic = r.raw_topic
                    and d.raw_partition = r.raw_partition and d.raw_offset = r.raw_offset
                    and d.received_at = r.received_at)
            """;

    /** Of an event with versions the one that waits may be the newest; it goes on waiting. */
    private static final String BOOKED = """
            select r.n, e.raw_topic, e.raw_partition, e.raw_offset, e.received_at
            from unnest($1::text[], $2::text[]) with ordinality as r(tenant_id, event_id, n)
                join ledger.event e on e.tenant_id = r.tenant_id and e.event_id = r.event_id
            where not exists (select from ledger.event_version v where v.tenant_id = r.tenant_id
                and v.event_id = r.event_id)
            """;

    private final Transactions transactions;
    private final WireCodec codec;
    private final Clock clock;
    private final RetentionPeriods periods;

    Refusals(Transactions transactions, WireCodec codec, Clock clock, RetentionPeriods periods) {
        this.periods = periods;
        this.transactions = transactions;
        this.codec = codec;
        this.clock = clock;
    }

    @Override
    public void handle(List<ReceivedRecord> records) throws RegistryUnavailableException {
        var letters = new ArrayList<Letter>(records.size());
        for (ReceivedRecord received : records) {
            letters.add(new Letter(received, read(received)));
        }
        Halves.of(letters, this::keep, (letter, detail) -> keep(List.of(
                new Letter(letter.record(), unreadable(letter.record(), detail)))));
        lookAgain(letters);
    }

    /** A record and what is kept of it. */
    private record Letter(ReceivedRecord record, Refusal refusal) {

        /** Where it goes on in the place of another letter. */
        Optional<Release> release() {
            String letterId = record.marks().releases();
            return letterId == null ? Optional.empty()
                    : Optional.of(new Release(refusal.tenantId(), letterId,
                            new RawPosition(record.topic(), record.partition(), record.offset(),
                                    refusal.receivedAt()),
                            record.marks().isDerived()));
        }

        /** Whether its receipt is counted by it, and by nothing else. */
        boolean isReceived() {
            return record.marks().releases() == null && !record.marks().isDerived();
        }
    }

    private Refusal read(ReceivedRecord received) throws RegistryUnavailableException {
        try {
            var letter = codec.decode(received.value(), DeadLetter.class);
            return letter.getTenantId().matches(RecordKey.TENANT_PATTERN) ? Refusal.of(letter)
                    : unreadable(received, "tenant_id is not one: " + letter.getTenantId());
        } catch (UndecodableRecordException e) {
            return unreadable(received, e.getMessage());
        }
    }

    private Refusal unreadable(ReceivedRecord received, String detail) {
        LOG.warnf("%s-%d offset %d is kept as a dead letter: %s", received.topic(), received.partition(),
                received.offset(), detail);
        return Refusal.ofUnreadable(received, clock.instant().truncatedTo(ChronoUnit.MICROS), detail);
    }

    private void keep(List<Letter> letters) {
        var tenantIds = new TreeSet<String>();
        letters.forEach(letter -> tenantIds.add(letter.refusal().tenantId()));
        ReceivedRecord first = letters.get(0).record();
        boolean isIntake = first.topic().equals(Topics.DEAD_INTAKE);
        transactions.run(tenantIds, transaction -> {
            var marks = new IdentityHashMap<Refusal, Letter>();
            letters.forEach(letter -> marks.put(letter.refusal(), letter));
            var refusals = new ArrayList<>(letters.stream().map(Letter::refusal).toList());
            dropSettled(transaction, refusals);
            var tally = new Tally();
            var releases = new Releases(transaction, tally, clock.instant().truncatedTo(ChronoUnit.MICROS));
            releases.awaitThoseOf(refusals, letters.stream().flatMap(letter -> letter.release().stream()).toList());
            var kept = DeadLetterTable.insert(transaction, refusals, periods);
            settle(transaction, releases, kept, tally);
            if (isIntake) {
                // It never reached a raw topic, so this is also where its receipt is counted.
                kept.stream()
                    .filter(one -> marks.get(one).isReceived())
                    .forEach(one -> tally.add(one.tenantId(), one.receivedAt(), Measure.RECEIVED));
                releases.count(kept.stream().flatMap(one -> marks.get(one).release().stream()).toList());
            }
            tally.write(transaction, shard(first));
            return null;
        });
    }

    /** After they are kept, and also where they had been kept before: a process may have ended in between. */
    private void lookAgain(List<Letter> letters) {
        var held = letters.stream()
            .map(Letter::refusal)
            .filter(refusal -> refusal.held() && refusal.eventId() != null)
            .toList();
        if (!held.isEmpty()) {
            var tenantIds = held.stream().map(Refusal::tenantId).collect(Collectors.toSet());
            transactions.run(tenantIds, transaction -> {
                LateBookings.settle(transaction, held, shard(letters.get(0).record()),
                        clock.instant().truncatedTo(ChronoUnit.MICROS));
                return null;
            });
        }
    }

    private static String shard(ReceivedRecord record) {
        return record.topic() + "-" + record.partition();
    }

    private static void settle(Transaction transaction, Releases releases, List<Refusal> kept, Tally tally) {
        var open = releases.settleBefore(kept);
        var booked = bookedMeanwhile(transaction, open);
        releases.endByBooking(booked);
        open.stream()
            .filter(refusal -> !booked.containsKey(refusal))
            .forEach(refusal -> tally.add(refusal.tenantId(), refusal.receivedAt(),
                    refusal.held() ? Measure.IN_REVIEW : Measure.REJECTED));
    }

    /** Those that would wait for something that has happened: their event was sent again and is booked. */
    private static Map<Refusal, RawPosition> bookedMeanwhile(Transaction transaction, List<Refusal> open) {
        var held = open.stream().filter(refusal -> refusal.held() && refusal.eventId() != null).toList();
        var booked = new IdentityHashMap<Refusal, RawPosition>();
        if (!held.isEmpty()) {
            for (Row row : transaction.query(BOOKED, held.stream().map(Refusal::tenantId).toArray(String[]::new),
                    held.stream().map(Refusal::eventId).toArray(String[]::new))) {
                booked.put(held.get((int) (row.getLong("n") - 1)), new RawPosition(row.getString("raw_topic"),
                        row.getInteger("raw_partition"), row.getLong("raw_offset"), Times.of(row, "received_at")));
            }
        }
        return booked;
    }

    private static void dropSettled(Transaction transaction, List<Refusal> refusals) {
        var raw = refusals.stream().filter(refusal -> refusal.raw() != null).toList();
        if (raw.isEmpty()) {
            return;
        }
        raw.stream()
            .map(refusal -> refusal.raw().partition())
            .distinct()
            .sorted()
            .forEach(chain -> ChainLock.take(transaction, chain));
        Set<Refusal> settled = new HashSet<>();
        for (Row row : transaction.query(SETTLED,
                raw.stream().map(Refusal::tenantId).toArray(String[]::new),
                raw.stream().map(Refusal::eventId).toArray(String[]::new),
                raw.stream().map(refusal -> refusal.raw().topic()).toArray(String[]::new),
                raw.stream().map(refusal -> refusal.raw().partition()).toArray(Integer[]::new),
                raw.stream().map(refusal -> refusal.raw().offset()).toArray(Long[]::new),
                raw.stream().map(refusal -> Times.toColumn(refusal.receivedAt())).toArray(OffsetDateTime[]::new))) {
            settled.add(raw.get((int) (row.getLong("n") - 1)));
        }
        refusals.removeAll(settled);
    }
}
