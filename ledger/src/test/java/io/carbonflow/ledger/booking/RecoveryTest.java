package io.carbonflow.ledger.booking;

import static io.carbonflow.testsupport.ActivityBuilder.anActivity;
import static io.carbonflow.testsupport.EmissionBuilder.anEmissionOf;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import jakarta.inject.Inject;

import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.BookedEntry;
import io.carbonflow.contracts.avro.CalculatedEmission;
import io.carbonflow.ledger.LedgerProbe;
import io.carbonflow.ledger.LedgerStack;
import io.carbonflow.ledger.intake.Marks;
import io.carbonflow.ledger.intake.ReceivedRecord;
import io.carbonflow.platform.messaging.OutgoingRecord;
import io.carbonflow.platform.messaging.RecordProducer;
import io.carbonflow.platform.wire.RegistryUnavailableException;
import io.carbonflow.platform.wire.WireCodec;
import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;

/** What happens when something breaks between two steps. */
@QuarkusTest
@WithTestResource(LedgerStack.class)
class RecoveryTest {

    private final LedgerProbe ledger = new LedgerProbe();
    private final String tenant = TestStack.aTenant();

    @Inject
    Bookings bookings;

    @Inject
    Announcements announcements;

    @Inject
    WireCodec codec;

    @Inject
    RecordProducer producer;

    @AfterEach
    void close() {
        ledger.close();
    }

    /** Fails the way a crash does: the entries are committed, nothing is announced or acknowledged. */
    private static final class CrashingAnnouncer extends Announcer {

        private final AtomicInteger crashes;

        CrashingAnnouncer(WireCodec codec, RecordProducer producer, AtomicInteger crashes) {
            super(codec, producer);
            this.crashes = crashes;
        }

        @Override
        void announce(List<OutgoingRecord> written) {
            if (crashes.getAndDecrement() > 0) {
                throw new KafkaException("crash after the commit");
            }
            super.announce(written);
        }
    }

    @Test
    void aCrashBetweenCommitAndAcknowledgementNeitherLosesNorDoubles() {
        // Given
        var crashes = new AtomicInteger(2);
        QuarkusMock.installMockForType(new CrashingAnnouncer(codec, producer, crashes), Announcer.class);

        // When
        for (int i = 0; i < 5; i++) {
            ledger.deliver(i % 2, emission("evt-" + i));
        }

        // Then
        await().atMost(LedgerProbe.PATIENCE).untilAsserted(() -> assertThat(announcedEvents()).hasSize(5));
        assertThat(crashes.get()).isNegative();
        assertThat(ledger.entriesOf(tenant)).isEqualTo(5);
        assertThat(ledger.tallyOf(tenant)).isEqualTo(Map.of("booked", 5L));
        assertThat(ledger.number("select sum(entries) from ledger.rollup where tenant_id = ? and size = '24h'", tenant))
            .isEqualTo(5);
    }

    @Test
    void whatWasBookedAndNeverAnnouncedIsAnnouncedByWhoeverLooks() {
        // Given: a block that another process booked before it ended, of an event and its newer version
        var activity = anActivity().tenant(tenant).eventId("evt-1").build();
        ledger.deliver(2, anEmissionOf(activity).build());
        ledger.awaitEntries(tenant, 1);
        await().atMost(LedgerProbe.PATIENCE).untilAsserted(() -> assertThat(announcedEvents()).hasSize(1));
        announcements.catchUp();
        ledger.execute("update ledger.announced set number = number - 1 where stream = 'chain-2'");

        // When
        announcements.catchUp(2);

        // Then
        var announced = ledger.topics().read(Topics.LEDGER_BOOKED, tenant, BookedEntry.class);
        assertThat(announced).hasSize(2);
        assertThat(announced.get(1).value()).isEqualTo(announced.get(0).value());
        assertThat(announced.get(0).value().getSettled().getRaw()).isNotNull();
        assertThat(ledger.number("select number from ledger.announced where stream = 'chain-2'"))
            .isEqualTo(ledger.number("select max(height) from ledger.block where chain = 2"));
    }

    @Test
    void twoWritersThatMeetOnTheSameEventsBookEachOnceAndDoNotLockUp() {
        // Given: the same events from other coordinates on two partitions, in opposite orders, and each batch twice
        long offset = System.nanoTime();
        var one = new ArrayList<CalculatedEmission>();
        var two = new ArrayList<CalculatedEmission>();
        for (int i = 0; i < 200; i++) {
            var activity = anActivity().tenant(tenant).eventId("evt-" + i).build();
            one.add(anEmissionOf(activity).at(Topics.RAW_ENERGY, 1, offset + i).build());
            two.add(0, anEmissionOf(activity).at(Topics.RAW_ENERGY, 3, offset + i).build());
        }

        // When
        var writers = List.of(writing(1, one), writing(3, two), writing(1, one), writing(3, two));
        writers.forEach(CompletableFuture::join);

        // Then
        assertThat(ledger.entriesOf(tenant)).isEqualTo(200);
        assertThat(ledger.tallyOf(tenant)).isEqualTo(Map.of("booked", 200L, "duplicates", 200L));
    }

    @Test
    void aDatabaseThatIsAwayIsWaitedForAndReadinessShowsIt() {
        // Given
        ledger.deliver(0, emission("before"));
        ledger.awaitEntries(tenant, 1);

        // When
        ledger.execute("alter role carbonflow_ledger nologin",
                "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'carbonflow_ledger'");
        ledger.deliver(0, emission("during"));

        // Then
        await().atMost(LedgerProbe.PATIENCE)
            .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(503));
        assertThat(ledger.entriesOf(tenant)).isEqualTo(1);

        // When
        ledger.execute("alter role carbonflow_ledger login");

        // Then
        ledger.deliver(0, emission("after"));
        ledger.awaitEntries(tenant, 3);
        await().atMost(LedgerProbe.PATIENCE)
            .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
        assertThat(ledger.tallyOf(tenant)).isEqualTo(Map.of("booked", 3L));
    }

    private CompletableFuture<Void> writing(int chain, List<CalculatedEmission> emissions) {
        var records = new ArrayList<ReceivedRecord>();
        for (CalculatedEmission emission : emissions) {
            var written = codec.encode(Topics.CALCULATED_EMISSIONS, emission);
            records.add(new ReceivedRecord(Topics.CALCULATED_EMISSIONS, chain, records.size(),
                    emission.getReceivedAt(), LedgerProbe.keyOf(emission).toString(), tenant, "test",
                    emission.getReceivedAt(), Marks.NONE, written));
        }
        return CompletableFuture.runAsync(() -> {
            try {
                bookings.handle(records);
            } catch (RegistryUnavailableException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private CalculatedEmission emission(String eventId) {
        return anEmissionOf(anActivity().tenant(tenant).eventId(eventId).build()).build();
    }

    private Set<String> announcedEvents() {
        return ledger.topics()
            .read(Topics.LEDGER_BOOKED, tenant, BookedEntry.class)
            .stream()
            .map(one -> one.value().getEventId())
            .collect(Collectors.toSet());
    }
}
