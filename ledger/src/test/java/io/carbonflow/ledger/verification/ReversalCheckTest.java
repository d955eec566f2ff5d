package io.carbonflow.ledger.verification;

import static io.carbonflow.testsupport.ActivityBuilder.anActivity;
import static io.carbonflow.testsupport.EmissionBuilder.anEmissionOf;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.ledger.LedgerProbe;
import io.carbonflow.ledger.LedgerStack;
import io.carbonflow.ledger.chain.Accounting;
import io.carbonflow.ledger.chain.LedgerEntry;
import io.carbonflow.ledger.chain.Links;
import io.carbonflow.ledger.entries.EntryTable;
import io.carbonflow.ledger.entries.SealedEntry;
import io.carbonflow.ledger.store.Transactions;
import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** A reversal is worth what it takes back; this one takes back 40 kg, and more than hashes are looked at. */
@QuarkusTest
@WithTestResource(LedgerStack.class)
class ReversalCheckTest {

    private final LedgerProbe ledger = new LedgerProbe();
    private final String tenant = TestStack.aTenant();

    @Inject
    Transactions transactions;

    private SealedEntry booked;
    private SealedEntry reversal;
    private SealedEntry newer;

    @BeforeEach
    void aCorrectedEvent() {
        for (String revision : List.of("1", "2")) {
            String amount = revision.equals("1") ? "40.000000" : "30.000000";
            var version = anEmissionOf(anActivity().tenant(tenant).eventId("evt").quantity(amount, "kWh").build())
                .result(amount, 2, null, "location_based")
                .build();
            version.setRevision(revision);
            ledger.deliver(1, version);
        }
        ledger.awaitEntries(tenant, 3);
        var entries = transactions.snapshot(tenant, transaction -> EntryTable.read(transaction.query("select "
                + EntryTable.SELECTED + " from ledger.entry e where e.tenant_id = $1 order by e.id", tenant)));
        booked = entries.get(0);
        reversal = entries.get(1);
        newer = entries.get(2);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void whatTheLedgerBookedIsAsItShouldBe() {
        assertThatCode(() -> check(booked, reversal, newer)).doesNotThrowAnyException();
    }

    @Test
    void aReversalOfAnotherAmountOrScopeIsNamed() {
        var entry = reversal.entry();
        var more = newer.entry().result().negated();

        assertThatThrownBy(() -> check(with(new LedgerEntry(entry.id(), entry.entryType(), entry.activity(), more,
                entry.links(), entry.accounting(), entry.bookedAt()))))
            .hasMessage("the entry takes back entry " + booked.entry().id() + " and is not its negative");
    }

    @Test
    void aSecondReversalOfAnEntryIsNamed() {
        assertThatThrownBy(() -> check(with(reversalOf(booked.entry(), booked.entry().id()))))
            .hasMessageContaining("which entry " + entryId(reversal) + " takes back too");
    }

    @Test
    void aReversalOfWhatDoesNotExistIsNamedAndSoIsOneOfAReversal() {
        var nothing = UUID.fromString("00000000-0000-7000-8000-000000000001");

        assertThatThrownBy(() -> check(with(reversalOf(booked.entry(), nothing))))
            .hasMessage("the entry takes back entry " + nothing + ", which does not exist");
        assertThatThrownBy(() -> check(with(reversalOf(reversal.entry(), entryId(reversal)))))
            .hasMessageEndingWith("is not its negative");
    }

    @Test
    void anEntryInThePlaceOfWhatDoesNotExistIsNamed() {
        var nothing = UUID.fromString("00000000-0000-7000-8000-000000000001");
        var entry = newer.entry();

        assertThatThrownBy(() -> check(with(new LedgerEntry(entry.id(), entry.entryType(), entry.activity(),
                entry.result(), Links.NONE.replacing(nothing), entry.accounting(), entry.bookedAt()))))
            .hasMessage("the entry stands in the place of entry " + nothing + ", which does not exist");
    }

    private static UUID entryId(SealedEntry sealed) {
        return sealed.entry().id();
    }

    private static LedgerEntry reversalOf(LedgerEntry like, UUID target) {
        var made = like.reversal(UUID.fromString("00000000-0000-7000-8000-000000000002"), like.activity(), Links.NONE,
                Accounting.AS_IT_OCCURRED, like.bookedAt());
        return new LedgerEntry(made.id(), made.entryType(), made.activity(), made.result(),
                Links.NONE.reversing(target), made.accounting(), made.bookedAt());
    }

    private SealedEntry with(LedgerEntry entry) {
        return new SealedEntry(entry, reversal.chain(), reversal.height(), reversal.leafIndex(), entry.leafHash());
    }

    private void check(SealedEntry... entries) throws ChainWalk.Mismatch {
        ReversalCheck.check(transactions, List.of(List.of(entries)));
    }
}
