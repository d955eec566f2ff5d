package io.carbonflow.ledger.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.ledger.LedgerProbe;
import io.carbonflow.ledger.LedgerStack;
import io.carbonflow.ledger.retention.Expiry.DataClass;
import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** How long that is there which may be removed, and that nothing goes before its time. */
@QuarkusTest
@WithTestResource(LedgerStack.class)
class RetentionTest {

    private static final String PAST = "now() - interval '1 second'";
    private static final String TO_COME = "now() + interval '1 hour'";

    private final LedgerProbe ledger = new LedgerProbe();
    private final String tenant = TestStack.aTenant();
    private final String other = TestStack.aTenant();

    @Inject
    Expiry expiry;

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void bytesOfLettersWhoseTimeHasComeAreRemovedOfEveryTenantAndNoOthers() {
        // Given
        keepLetter(tenant, "old", "- interval '1 second'");
        keepLetter(tenant, "new", "+ interval '1 hour'");
        keepLetter(other, "old", "- interval '30 days'");

        // When
        long removed = expiry.removeLetters();

        // Then
        assertThat(removed).isGreaterThanOrEqualTo(2);
        assertThat(ledger.rows("select letter_id from ledger.letter_payload where tenant_id in (?, ?)", tenant, other))
            .containsExactly(List.of("new"));
    }

    @Test
    void nobodyRemovesOrChangesBytesOfLettersBeforeTheirTimeNotEvenTheSuperuser() {
        // Given
        keepLetter(tenant, "new", "+ interval '1 hour'");
        String where = " where tenant_id = '" + tenant + "'";

        // Then
        assertThatThrownBy(() -> ledger.execute("delete from ledger.letter_payload" + where))
            .hasMessageContaining("are kept until");
        assertThatThrownBy(() -> ledger.execute("update ledger.letter_payload set payload = ''" + where))
            .hasMessageContaining("are kept until");
        assertThatThrownBy(() -> ledger.execute("truncate ledger.letter_payload")).hasMessageContaining("append-only");
    }

    @Test
    void versionsWhoseTimeHasComeAreRemovedOfEveryTenantWithANoteAndNoOthers() {
        // Given
        keepCopy(tenant, "old", "now()", PAST);
        keepCopy(tenant, "new", "now()", TO_COME);
        keepCopy(other, "old", "now()", PAST);
        keepActivity(tenant, "for-ever", "null");
        keepActivity(tenant, "old", PAST);

        // When
        expiry.removeVersions(DataClass.RAW_COPY);
        expiry.removeVersions(DataClass.ACTIVITY);

        // Then
        assertThat(ledger.rows("select event_id from ledger.raw_copy where tenant_id in (?, ?)", tenant, other))
            .containsExactly(List.of("new"));
        assertThat(ledger.rows("select event_id from ledger.activity where tenant_id = ?", tenant))
            .containsExactly(List.of("for-ever"));
        assertThat(ledger.rows("select data_class, tenant_id = ?, rows from ledger.removal where tenant_id in (?, ?) "
                + "order by 1, 2", tenant, tenant, other))
            .containsExactly(List.of("activity", "t", "1"), List.of("raw_copy", "f", "1"),
                    List.of("raw_copy", "t", "1"));
    }

    @Test
    void nobodyRemovesOrChangesVersionsBeforeTheirTimeNotEvenTheSuperuserAtTheirPartition() {
        // Given
        keepCopy(tenant, "new", "now()", TO_COME);
        keepActivity(tenant, "for-ever", "null");
        String month = DateTimeFormatter.ofPattern("_uuuu_MM").format(YearMonth.now(ZoneOffset.UTC));

        for (String table : List.of("raw_copy", "activity", "raw_copy" + month, "activity" + month)) {
            for (String mode : List.of("origin", "replica")) { // replication replays changes without ordinary triggers
                String begin = "set session_replication_role = " + mode;
                // Then
                assertThatThrownBy(() -> ledger.execute(begin,
                        "delete from ledger." + table + " where tenant_id = '" + tenant + "'"))
                    .as(table)
                    .hasMessageContaining("are kept until");
                assertThatThrownBy(() -> ledger.execute(begin, "update ledger." + table + " set kept_until = now()"))
                    .as(table)
                    .hasMessageContaining("append-only");
                assertThatThrownBy(() -> ledger.execute(begin, "truncate ledger." + table)).as(table)
                    .hasMessageContaining("append-only");
            }
        }
        assertThatThrownBy(() -> ledger.execute("delete from ledger.removal")).hasMessageContaining("append-only");
    }

    @Test
    void theComingMonthsAreThereBeforeTheyAreNeeded() {
        // When
        int made = expiry.makeMonths(DataClass.ACTIVITY);

        // Then: the migration made this month and three more
        assertThat(made).isZero();
        for (int ahead = 0; ahead <= 3; ahead++) {
            String month = DateTimeFormatter.ofPattern("uuuu_MM")
                .format(YearMonth.now(ZoneOffset.UTC).plusMonths(ahead));
            assertThat(ledger.rows("select to_regclass('ledger.activity_' || ?), to_regclass('ledger.raw_copy_' || ?)",
                    month, month))
                .containsExactly(List.of("ledger.activity_" + month, "ledger.raw_copy_" + month));
        }
    }

    @Test
    void whatIsInNoMonthIsKeptAllTheSameAndItsMonthIsNotMadeOverIt() {
        // Given: nothing was made ahead for half a year, then something is booked, then the month is asked for
        keepCopy(tenant, "late", "now() + interval '6 months'", "now() + interval '1 year'");

        // When
        ledger.execute("select ledger.ensure_partitions('raw_copy', 7)");

        // Then
        assertThat(ledger.rows("select tableoid::regclass from ledger.raw_copy where tenant_id = ?", tenant))
            .containsExactly(List.of("ledger.raw_copy_default"));
        var month = YearMonth.now(ZoneOffset.UTC);
        assertThat(ledger.rows("select to_regclass(?), to_regclass(?) is not null", partition(month.plusMonths(6)),
                partition(month.plusMonths(7)))
            .get(0))
            .containsExactly(null, "t");
    }

    @Test
    void aMonthOfWhichNothingIsKeptAnyMoreGoesAsAWholeAndOneOfWhichSomethingIsStays() {
        // Given
        ledger.execute("create table if not exists ledger.raw_copy_2019_01 partition of ledger.raw_copy "
                + "for values from ('2019-01-01Z') to ('2019-02-01Z')",
                "create table if not exists ledger.raw_copy_2019_02 partition of ledger.raw_copy "
                        + "for values from ('2019-02-01Z') to ('2019-03-01Z')");
        keepCopy(tenant, "a", "timestamptz '2019-01-15Z'", PAST);
        keepCopy(other, "a", "timestamptz '2019-01-16Z'", PAST);
        keepCopy(tenant, "b", "timestamptz '2019-02-15Z'", PAST);
        keepCopy(other, "b", "timestamptz '2019-02-16Z'", TO_COME);

        // When
        var dropped = expiry.dropMonths(DataClass.RAW_COPY);

        // Then
        assertThat(dropped).contains("raw_copy_2019_01").doesNotContain("raw_copy_2019_02", "raw_copy_default");
        assertThat(ledger.rows("select event_id from ledger.raw_copy where tenant_id in (?, ?) order by booked_at",
                tenant, other))
            .containsExactly(List.of("b"), List.of("b"));
        assertThat(ledger.number("select count(*) from ledger.removal where data_class = 'raw_copy' and rows is null "
                + "and timestamptz '2019-01-15Z' between booked_from and booked_to"))
            .isPositive();
        assertThat(ledger.number("select count(*) from ledger.removal where rows is null "
                + "and timestamptz '2019-02-01Z' between booked_from and booked_to"))
            .isZero();
    }

    @Test
    void onlyWhatIsPartitionedByTimeGetsMonths() {
        assertThatThrownBy(() -> ledger.execute("select ledger.ensure_partitions('event')"))
            .hasMessageContaining("partitioned by time");
        assertThatThrownBy(() -> ledger.execute("select ledger.drop_past_partitions('entry')"))
            .hasMessageContaining("found entry");
    }

    private static String partition(YearMonth month) {
        return "ledger.raw_copy_" + DateTimeFormatter.ofPattern("uuuu_MM").format(month);
    }

    private void keepLetter(String tenantId, String letterId, String until) {
        ledger.execute("insert into ledger.letter_payload values ('" + tenantId + "', '" + letterId
                + "', 'bytes', now() " + until + ")");
    }

    private void keepCopy(String tenantId, String eventId, String bookedAt, String until) {
        ledger.execute("insert into ledger.raw_copy values ('%s', '%s', null, %s, 'text/plain', 'bytes', %s)"
            .formatted(tenantId, eventId, bookedAt, until));
    }

    private void keepActivity(String tenantId, String eventId, String until) {
        ledger.execute("insert into ledger.activity values ('%s', '%s', null, now(), sha256('{}'), '{}', %s)"
            .formatted(tenantId, eventId, until));
    }
}
