package io.carbonflow.ledger.booking;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

import io.carbonflow.contracts.avro.BookedEntry;
import io.carbonflow.contracts.avro.RawCoordinates;
import io.carbonflow.contracts.avro.SettledRecord;
import io.carbonflow.ledger.chain.Block;
import io.carbonflow.ledger.chain.MerkleTree;
import io.carbonflow.ledger.chain.Sha256;
import io.carbonflow.ledger.entries.SealedEntry;

/**
 * All that is told of an entry.
 *
 * @param block      its block
 * @param settlement the record that made it; null where none of its own event did
 */
public record Announcement(SealedEntry sealed, Block block, Settlement settlement) {

    private static final String CANCEL = "cancel";

    /** As it goes onto the topic. */
    BookedEntry toRecord() {
        var entry = sealed.entry();
        var activity = entry.activity();
        var result = entry.result();
        return BookedEntry.newBuilder()
            .setId(entry.id().toString())
            .setTenantId(activity.tenantId())
            .setEventId(activity.eventId())
            .setCorrelationId(activity.correlationId())
            .setEntryType(entry.entryType())
            .setOfficial(result.official())
            .setScope(result.scope())
            .setCategory(result.category())
            .setKgCo2e(result.masses().co2e())
            .setGwpSet(result.gwpSet())
            .setMethod(result.method())
            .setDataQuality(activity.dataQuality())
            .setActivity(activity.activity())
            .setQuantity(activity.quantity().toPlainString())
            .setUnit(activity.unit())
            .setSourceId(activity.sourceId())
            .setFacilityId(activity.facilityId())
            .setSupplierId(activity.supplierId())
            .setCountry(activity.country())
            .setOccurredAt(activity.occurredAt())
            .setReceivedAt(activity.receivedAt())
            .setBookedAt(entry.bookedAt())
            .setBlock(sealed.block())
            .setLeafHash(Sha256.hex(sealed.leafHash()))
            .setPart(result.part())
            .setLeafIndex(sealed.leafIndex())
            .setBlockEntries(block.entries())
            .setBlockHead(Sha256.hex(block.head()))
            .setLeaf(sealed.canonical())
            .setReceipt(result.receipt())
            .setSettled(settlement == null ? null : settled(settlement))
            .build();
    }

    /** Whether the entry is what its hash was made of; one that was changed since is told to nobody. */
    boolean isWhole() {
        return Arrays.equals(MerkleTree.leafHash(sealed.entry().canonical().getBytes(UTF_8)),
                sealed.leafHash());
    }

    private static SettledRecord settled(Settlement settlement) {
        var raw = settlement.raw();
        return SettledRecord.newBuilder()
            .setContentHash(new io.carbonflow.contracts.avro.Sha256(settlement.contentHash()))
            .setRaw(new RawCoordinates(raw.topic(), raw.partition(), raw.offset()))
            .setReceivedAt(raw.receivedAt())
            .setRevision(settlement.revision())
            .setOperation(settlement.isCancel() ? CANCEL : null)
            .build();
    }
}
