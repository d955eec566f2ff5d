package io.carbonflow.ledger.conservation;

import static io.carbonflow.contracts.RecordHeaders.CONTEXT;
import static io.carbonflow.contracts.RecordHeaders.DERIVED;
import static io.carbonflow.contracts.RecordHeaders.RELEASES;
import static io.carbonflow.contracts.RecordHeaders.SUPPLIER;
import static io.carbonflow.testsupport.ActivityBuilder.anActivity;
import static io.carbonflow.testsupport.EmissionBuilder.anEmissionOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.ContextReading;
import io.carbonflow.contracts.avro.DeadLetter;
import io.carbonflow.contracts.avro.MeterFrame;
import io.carbonflow.contracts.avro.Reason;
import io.carbonflow.database.Migrations;
import io.carbonflow.ledger.LedgerProbe;
import io.carbonflow.ledger.LedgerStack;
import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** What is received once is counted once, by however many hands it goes. */
@QuarkusTest
@WithTestResource(LedgerStack.class)
class ReleasesTest {

    private final LedgerProbe ledger = new LedgerProbe();
    private final String tenant = TestStack.aTenant();
    private final RecordKey key = new RecordKey(tenant, "s-1");

    @Inject
    Conservation conservation;

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void aFrameIsReceivedOnceWhateverComesOfIt() {
        // Given: an activity, a context and a refusal, each the one thing that came of a frame, and a second activity
        for (int i = 0; i < 3; i++) {
            ledger.topics().write(Topics.RAW_METER, key, aFrame());
        }
        ledger.awaitTally(tenant, Map.of("received", 3L));

        // When
        book("evt-1", Map.of(DERIVED, "1"));
        ledger.topics().write(Topics.RAW_CONTEXT, key, aContext(), Map.of(DERIVED, "1"));
        ledger.topics().write(Topics.DEAD_INTAKE, key, letter("evt-2", false), Map.of(DERIVED, "1"));
        book("evt-3", Map.of());

        // Then: the fourth counts by itself
        ledger.awaitTally(tenant, Map.of("received", 4L, "booked", 2L, "context", 1L, "rejected", 1L));
        assertThat(conservation.of(tenant, 10).balance().difference()).isZero();
    }

    @Test
    void aHeldItemThatIsReleasedIsReceivedOnceAndWaitsNoMore() {
        // Given
        var held = letter("evt-1", true);
        ledger.topics().write(Topics.DEAD_INTAKE, key, held);
        ledger.awaitTally(tenant, Map.of("received", 1L, "in_review", 1L));

        // When
        book("evt-1", Map.of(RELEASES, held.getId()));

        // Then
        ledger.awaitTally(tenant, Map.of("received", 1L, "booked", 1L));
        assertThat(ledger.rows("select letter_id from ledger.letter_release where tenant_id = ?", tenant))
            .containsExactly(List.of(held.getId()));
        assertNothingIsLost();
    }

    @Test
    void whichOfTheTwoTheLedgerSeesFirstMakesNoDifference() {
        // Given: released, and booked, before the letter is seen
        var held = letter("evt-1", true);
        book("evt-1", Map.of(RELEASES, held.getId()));
        ledger.awaitTally(tenant, Map.of("booked", 1L));

        // When
        ledger.topics().write(Topics.DEAD_INTAKE, key, held);

        // Then
        ledger.awaitTally(tenant, Map.of("received", 1L, "booked", 1L));
        assertNothingIsLost();
    }

    @Test
    void aReleaseWhoseEventIsBookedBeforeItsReceiptIsCountedIsNotTakenForAnotherDelivery() {
        // Given: the booking overtakes the counting
        var held = letter("evt-1", true);
        ledger.topics().write(Topics.DEAD_INTAKE, key, held);
        ledger.awaitTally(tenant, Map.of("received", 1L, "in_review", 1L));
        var activity = anActivity().tenant(tenant).eventId("evt-1").build();
        long next = ledger.number("""
                select coalesce(max(next_offset), 0) from ledger.counted_offset where topic = ? and partition = 3""",
                Topics.RAW_SUPPLIER);
        ledger.deliver(3, anEmissionOf(activity).at(Topics.RAW_SUPPLIER, 3, next).build());
        ledger.awaitTally(tenant, Map.of("received", 1L, "duplicates", 1L, "booked", 1L));

        // When
        ledger.topics()
            .write(Topics.RAW_SUPPLIER, 3, key, activity, Map.of(RELEASES, held.getId()),
                    activity.getReceivedAt());

        // Then
        ledger.awaitTally(tenant, Map.of("received", 1L, "booked", 1L));
        assertNothingIsLost();
    }

    @Test
    void aRefusedItemThatIsSentAgainIsReceivedTwiceAndRejectedOnce() {
        // Given
        var refused = letter("evt-1", false);
        ledger.topics().write(Topics.DEAD_INTAKE, key, refused);
        ledger.awaitTally(tenant, Map.of("received", 1L, "rejected", 1L));

        // When
        book("evt-1", Map.of(RELEASES, refused.getId()));

        // Then
        ledger.awaitTally(tenant, Map.of("received", 2L, "rejected", 1L, "booked", 1L));
        assertNothingIsLost();
    }

    @Test
    void aSecondReleaseOfALetterCountsByItself() {
        // Given
        var held = letter("evt-1", true);
        ledger.topics().write(Topics.DEAD_INTAKE, key, held);
        book("evt-1", Map.of(RELEASES, held.getId()));
        ledger.awaitTally(tenant, Map.of("received", 1L, "booked", 1L));

        // When
        book("evt-2", Map.of(RELEASES, held.getId()));

        // Then
        ledger.awaitTally(tenant, Map.of("received", 2L, "booked", 2L));
        assertNothingIsLost();
    }

    @Test
    void whatIsReleasedAndHeldAgainWaitsUnderItsNewLetter() {
        // Given
        var first = letter("evt-1", true);
        var second = letter("evt-1", true);

        // When
        ledger.topics().write(Topics.DEAD_INTAKE, key, first);
        ledger.topics().write(Topics.DEAD_INTAKE, key, second, Map.of(RELEASES, first.getId()));

        // Then
        ledger.awaitTally(tenant, Map.of("received", 1L, "in_review", 1L));
        assertNothingIsLost();
        assertThat(openTenants()).contains(tenant);

        // When
        book("evt-1", Map.of(RELEASES, second.getId()));

        // Then
        ledger.awaitTally(tenant, Map.of("received", 1L, "booked", 1L));
        assertThat(openTenants()).doesNotContain(tenant);
    }

    @Test
    void aNewerVersionThatWaitsIsNotTakenForADuplicateOfTheOlderOneThatIsBooked() {
        // Given: the newer one is held, then the older one is booked, in either order
        var activity = anActivity().tenant(tenant).eventId("line-1").build();
        var older = anEmissionOf(activity).build();
        older.setRevision("1");
        ledger.topics().write(Topics.DEAD_INTAKE, key, letter("line-1", true));
        ledger.awaitTally(tenant, Map.of("received", 1L, "in_review", 1L));

        // When
        ledger.deliver(0, older);
        ledger.topics().write(Topics.DEAD_INTAKE, key, letter("line-1", true));

        // Then
        ledger.awaitTally(tenant, Map.of("received", 2L, "in_review", 2L, "booked", 1L));
    }

    @Test
    void whatTheIntakePolicyLeftOutIsContextAndCountedByDaySourceAndSupplier() {
        // When
        for (String supplier : List.of("SUP_1", "SUP_1", "SUP_2")) {
            ledger.topics()
                .write(Topics.RAW_CONTEXT, key, aContext(), Map.of(CONTEXT, "sampled_out", SUPPLIER, supplier));
        }
        ledger.topics().write(Topics.RAW_CONTEXT, key, aContext(), Map.of(CONTEXT, "sampled_out"));
        ledger.topics().write(Topics.RAW_CONTEXT, key, aContext(), Map.of(CONTEXT, "counter_repeat"));

        // Then
        ledger.awaitTally(tenant, Map.of("received", 5L, "context", 5L));
        assertThat(ledger.rows("""
                select source_id, supplier_id, sum(events) from ledger.sampled_out where tenant_id = ?
                group by 1, 2 order by 2""", tenant))
            .containsExactly(List.of("s-1", "", "1"), List.of("s-1", "SUP_1", "2"), List.of("s-1", "SUP_2", "1"));
    }

    @Test
    void aLetterThatComesToWaitWhileItsEventIsBeingBookedDoesNotWaitForEver() throws SQLException {
        try (var booking = ledger.stack().connection(Migrations.LEDGER_ROLE);
                var statement = booking.createStatement()) {
            // Given: a booking that has looked for letters and is not at its end
            booking.setAutoCommit(false);
            statement.execute("select set_config('carbonflow.tenant', '" + tenant + "', true)");
            statement.execute("select * from ledger.begin_booking(array['" + tenant + "'], array[]::text[])");
            statement.execute("insert into ledger.event values ('" + tenant
                    + "', 'evt-1', sha256(''), 'raw.energy', 0, -1, '2025-11-03T10:00:00Z', now())");

            // When
            ledger.topics().write(Topics.DEAD_INTAKE, key, letter("evt-1", true));
            ledger.awaitTally(tenant, Map.of("received", 1L, "in_review", 1L));
            booking.commit();
        }

        // Then
        ledger.awaitTally(tenant, Map.of("received", 1L, "duplicates", 1L));
        assertThat(openTenants()).doesNotContain(tenant);
    }

    private void assertNothingIsLost() {
        var balance = conservation.of(tenant, 1_440);
        assertThat(balance.balance().difference()).isZero();
        assertThat(balance.minutes()).allSatisfy(minute -> assertThat(minute.counts().unsettled()).isZero());
    }

    private List<String> openTenants() {
        try (var gateway = ledger.stack().connection(Migrations.GATEWAY_ROLE);
                var statement = gateway.createStatement();
                var rows = statement.executeQuery("select * from ledger.tenants_with_open_letters()")) {
            var tenants = new ArrayList<String>();
            while (rows.next()) {
                tenants.add(rows.getString(1));
            }
            return tenants;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An activity as a stage before the calculator writes it, and its emission. */
    private void book(String eventId, Map<String, String> headers) {
        var activity = anActivity().tenant(tenant).eventId(eventId).build();
        RecordMetadata raw = ledger.topics()
            .write(Topics.RAW_ENERGY, 0, key, activity, headers, activity.getReceivedAt());
        ledger.deliver(0, anEmissionOf(activity).at(raw.topic(), raw.partition(), raw.offset()).build());
    }

    private MeterFrame aFrame() {
        return MeterFrame.newBuilder()
            .setTenantId(tenant)
            .setCorrelationId("c")
            .setFamily("tasmota")
            .setDevice("s-1")
            .setTopic("tele/s-1/SENSOR")
            .setChannel("tasmota")
            .setReceivedAt(Instant.parse("2025-11-03T10:00:00Z"))
            .setContentType("application/json")
            .setPayload(ByteBuffer.wrap(new byte[]{1}))
            .build();
    }

    private ContextReading aContext() {
        return ContextReading.newBuilder()
            .setTenantId(tenant)
            .setEventId("evt")
            .setCorrelationId("c")
            .setSourceId("s-1")
            .setReason("counter_repeat")
            .setChannel("mqtt")
            .setReceivedAt(Instant.parse("2025-11-03T10:00:00Z"))
            .setContentType("application/json")
            .setPayload(ByteBuffer.wrap(new byte[]{1}))
            .build();
    }

    private DeadLetter letter(String eventId, boolean isHeld) {
        return DeadLetter.newBuilder()
            .setId(UUID.randomUUID().toString())
            .setTenantId(tenant)
            .setEventId(eventId)
            .setCorrelationId("c")
            .setStage("intake")
            .setSource("s-1")
            .setChannel("rest")
            .setReceivedAt(Instant.parse("2025-11-03T09:00:00Z"))
            .setRejectedAt(Instant.parse("2025-11-03T09:00:00Z"))
            .setReasons(List.of(new Reason("SOURCE_UNKNOWN", null, "not registered")))
            .setContentType("application/json")
            .setPayload(ByteBuffer.wrap("bytes".getBytes(UTF_8)))
            .setHeld(isHeld)
            .build();
    }
}
