package io.carbonflow.ledger.blocks;

import java.time.Instant;

import io.carbonflow.ledger.chain.Sha256;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A block as the API shows it; hashes are lower-case hexadecimal. */
@RegisterForReflection
public record BlockView(int chain, long height, String previousHead, String merkleRoot, String head, int entries,
        Instant bookedAt) {

    public static BlockView of(BlockTable.Stored stored) {
        var block = stored.block();
        return new BlockView(block.chain(), block.height(), Sha256.hex(block.previousHead()),
                Sha256.hex(block.merkleRoot()), Sha256.hex(stored.head()), block.entries(), block.bookedAt());
    }
}
