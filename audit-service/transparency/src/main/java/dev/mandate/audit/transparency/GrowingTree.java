package dev.mandate.audit.transparency;

import java.util.ArrayList;
import java.util.List;

/**
 * A Merkle tree of which only the roots of its full subtrees are kept, one for each bit of its size: enough to append leaves and to know
 * its root, in memory that doesn't grow with it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9162#section-2.1.2">RFC 9162, section 2.1.2</a>
 */
final class GrowingTree {
    private final List<byte[]> subtrees;
    private long size;

    GrowingTree() {
        this(0, List.of());
    }

    private GrowingTree(long size, List<byte[]> subtrees) {
        this.size = size;
        this.subtrees = new ArrayList<>(subtrees);
    }

    GrowingTree copy() {
        return new GrowingTree(size, subtrees);
    }

    /** @param leaf its hash */
    void append(byte[] leaf) {
        var root = leaf;
        for (var left = size; (left & 1) == 1; left >>= 1)
            root = Hashes.node(subtrees.remove(subtrees.size() - 1), root);
        subtrees.add(root);
        size++;
    }

    long size() {
        return size;
    }

    byte[] root() {
        if (subtrees.isEmpty()) return Hashes.nothing();
        var root = subtrees.get(subtrees.size() - 1);
        for (int left = subtrees.size() - 2; left >= 0; left--) root = Hashes.node(subtrees.get(left), root);
        return root;
    }
}
