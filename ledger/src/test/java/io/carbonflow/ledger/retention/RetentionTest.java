package io.carbonflow.ledger.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.ledger.LedgerProbe;
import io.carbonflow.ledger.LedgerStack;
import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** How long the bytes of dead letters are there. */
@QuarkusTest
@WithTestResource(LedgerStack.class)
class RetentionTest {

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
    void bytesWhoseTimeHasComeAreRemovedOfEveryTenantAndNoOthers() {
        // Given
        keep(tenant, "old", "- interval '1 second'");
        keep(tenant, "new", "+ interval '1 hour'");
        keep(other, "old", "- interval '30 days'");

        // When
        long removed = expiry.removeLetters();

        // Then
        assertThat(removed).isGreaterThanOrEqualTo(2);
        assertThat(ledger.rows("select letter_id from ledger.letter_payload where tenant_id in (?, ?)", tenant, other))
            .containsExactly(List.of("new"));
    }

    @Test
    void nobodyRemovesOrChangesBytesBeforeTheirTimeNotEvenTheSuperuser() {
        // Given
        keep(tenant, "new", "+ interval '1 hour'");
        String where = " where tenant_id = '" + tenant + "'";

        // Then
        assertThatThrownBy(() -> ledger.execute("delete from ledger.letter_payload" + where))
            .hasMessageContaining("are kept until");
        assertThatThrownBy(() -> ledger.execute("update ledger.letter_payload set payload = ''" + where))
            .hasMessageContaining("are kept until");
        assertThatThrownBy(() -> ledger.execute("truncate ledger.letter_payload")).hasMessageContaining("append-only");
    }

    private void keep(String tenantId, String letterId, String until) {
        ledger.execute("insert into ledger.letter_payload values ('" + tenantId + "', '" + letterId
                + "', 'bytes', now() " + until + ")");
    }
}
