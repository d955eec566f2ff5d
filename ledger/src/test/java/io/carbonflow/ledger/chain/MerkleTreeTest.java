package io.carbonflow.ledger.chain;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

class MerkleTreeTest {

    /** The leaves of the test vectors that certificate-transparency implementations share. */
    private static final List<byte[]> LEAVES = Stream
        .of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
        .map(HexFormat.of()::parseHex)
        .map(MerkleTree::leafHash)
        .toList();

    @Test
    void hasTheRootsOfTheCertificateTransparencyVectors() {
        assertThat(Sha256.hex(MerkleTree.root(LEAVES.subList(0, 1))))
            .isEqualTo("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
        assertThat(Sha256.hex(MerkleTree.root(LEAVES.subList(0, 2))))
            .isEqualTo("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125");
        assertThat(Sha256.hex(MerkleTree.root(LEAVES.subList(0, 3))))
            .isEqualTo("aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77");
        assertThat(Sha256.hex(MerkleTree.root(LEAVES.subList(0, 7))))
            .isEqualTo("ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c");
        assertThat(Sha256.hex(MerkleTree.root(LEAVES)))
            .isEqualTo("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
    }

    @Test
    void everyAuditPathLeadsToTheRoot() {
        for (int size = 1; size <= 33; size++) {
            var leaves = IntStream.range(0, size)
                .mapToObj(i -> MerkleTree.leafHash(("leaf " + i).getBytes(US_ASCII)))
                .toList();
            for (int index = 0; index < size; index++) {
                var path = MerkleTree.auditPath(leaves, index);

                assertThat(MerkleTree.rootFrom(leaves.get(index), index, size, path))
                    .as("leaf %d of %d", index, size)
                    .isEqualTo(MerkleTree.root(leaves));
            }
        }
    }

    @Test
    void aPathOfAnotherLeafLeadsElsewhere() {
        var path = MerkleTree.auditPath(LEAVES, 3);

        assertThat(MerkleTree.rootFrom(LEAVES.get(4), 3, LEAVES.size(), path)).isNotEqualTo(MerkleTree.root(LEAVES));
    }

    @Test
    void refusesAPathThatDoesNotFitTheTree() {
        var path = MerkleTree.auditPath(LEAVES, 3);

        assertThatThrownBy(() -> MerkleTree.rootFrom(LEAVES.get(3), 3, 8, path.subList(0, 2)))
            .hasMessageContaining("shorter");
        assertThatThrownBy(() -> MerkleTree.rootFrom(LEAVES.get(0), 0, 1, path)).hasMessageContaining("longer");
    }

    @Test
    void refusesATreeWithoutLeaves() {
        assertThatThrownBy(() -> MerkleTree.root(List.of())).hasMessageContaining("at least one leaf");
    }
}
