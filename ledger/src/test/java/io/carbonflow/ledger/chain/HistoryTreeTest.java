package io.carbonflow.ledger.chain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

/** The growing tree against the one that is worked out whole. */
class HistoryTreeTest {

    private static final int LEAVES = 40;

    private final Map<String, byte[]> subtrees = new HashMap<>();
    private final List<byte[]> leafHashes = new ArrayList<>();
    private final List<byte[]> roots = new ArrayList<>();
    private final HistoryTree tree = HistoryTree.empty();

    HistoryTreeTest() {
        for (int i = 0; i < LEAVES; i++) {
            byte[] head = Sha256.of(("block " + i).getBytes(UTF_8));
            leafHashes.add(MerkleTree.leafHash(head));
            subtrees.put("0 " + i, leafHashes.get(i));
            tree.add(head, (level, place, hash) -> subtrees.put(level + " " + place, hash));
            roots.add(tree.root());
        }
    }

    @Test
    void growsToTheRootOfTheTreeOverAllItsLeaves() {
        for (int size = 1; size <= LEAVES; size++) {
            assertThat(roots.get(size - 1)).as("of %d", size).isEqualTo(MerkleTree.root(leafHashes.subList(0, size)));
            assertThat(TreeProofs.root(this::subtree, size)).isEqualTo(roots.get(size - 1));
        }
    }

    @Test
    void tellsEachCompleteSubtreeOnce() {
        // 40 leaves: 20 pairs, 10 fours, 5 eights, 2 sixteens, 1 of 32
        assertThat(subtrees).hasSize(40 + 20 + 10 + 5 + 2 + 1);
        assertThat(subtrees.get("3 4")).isEqualTo(MerkleTree.root(leafHashes.subList(32, 40)));
    }

    @Test
    void goesOnFromItsPeaks() {
        var again = HistoryTree.of(LEAVES, tree.peaks());
        byte[] head = Sha256.of("one more".getBytes(UTF_8));

        again.add(head, (level, place, hash) -> {});

        leafHashes.add(MerkleTree.leafHash(head));
        assertThat(again.root()).isEqualTo(MerkleTree.root(leafHashes));
        assertThatThrownBy(() -> HistoryTree.of(LEAVES, new byte[32])).hasMessageContaining("has 2 peaks, found 1");
        assertThatThrownBy(() -> HistoryTree.empty().root()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void everyLeafHasTheAuditPathOfTheWholeTree() {
        for (int leaf = 0; leaf < LEAVES; leaf++) {
            assertThat(TreeProofs.inclusion(this::subtree, leaf, LEAVES))
                .containsExactlyElementsOf(MerkleTree.auditPath(leafHashes, leaf));
        }
        assertThatThrownBy(() -> TreeProofs.inclusion(this::subtree, LEAVES, LEAVES))
            .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void everyEarlierTreeIsShownToBeTheBeginningOfEveryLaterOne() {
        for (int first = 1; first <= LEAVES; first++) {
            for (int second = first; second <= LEAVES; second++) {
                var path = TreeProofs.consistency(this::subtree, first, second);

                assertThat(isConsistent(first, second, roots.get(first - 1), roots.get(second - 1), path))
                    .as("%d in %d", first, second)
                    .isTrue();
                if (first < second) {
                    assertThat(isConsistent(first, second, roots.get(second - 1), roots.get(second - 1), path))
                        .isFalse();
                }
            }
        }
    }

    @Test
    void aCoverHoldsTheLargestPartsWithoutTheLeaves() {
        // Leaves 0 and 5 of 8: beside them stand 1, then 2 and 3 as one, then 4, then 6 and 7 as one.
        var leaves = new TreeSet<>(List.of(0L, 5L));

        assertThat(TreeProofs.cover(this::subtree, leaves, 8)).containsExactly(leafHashes.get(1),
                MerkleTree.root(leafHashes.subList(2, 4)), leafHashes.get(4),
                MerkleTree.root(leafHashes.subList(6, 8)));
        assertThat(TreeProofs.cover(this::subtree,
                new TreeSet<>(LongStream.range(0, LEAVES).boxed().toList()), LEAVES))
            .isEmpty();
    }

    private byte[] subtree(int level, long place) {
        return subtrees.get(level + " " + place);
    }

    /** As RFC 9162, section 2.1.4.2 has it. */
    private static boolean isConsistent(long first, long second, byte[] firstRoot, byte[] secondRoot,
            List<byte[]> proof) {
        if (first == second) {
            return proof.isEmpty() && Arrays.equals(firstRoot, secondRoot);
        }
        var path = new ArrayList<>(proof);
        if (Long.bitCount(first) == 1) {
            path.add(0, firstRoot);
        }
        long node = first - 1;
        long last = second - 1;
        while ((node & 1) == 1) {
            node >>= 1;
            last >>= 1;
        }
        byte[] one = path.get(0);
        byte[] other = path.get(0);
        for (byte[] hash : path.subList(1, path.size())) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                one = MerkleTree.node(hash, one);
                other = MerkleTree.node(hash, other);
                while (node != 0 && (node & 1) == 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                other = MerkleTree.node(other, hash);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && Arrays.equals(one, firstRoot) && Arrays.equals(other, secondRoot);
    }
}
