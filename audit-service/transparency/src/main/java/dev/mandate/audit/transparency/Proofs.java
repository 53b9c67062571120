package dev.mandate.audit.transparency;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * That a line is in the tree, and that a tree is the beginning of a larger one, shown by some hashes and checked without the trail.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9162#section-2.1.3">RFC 9162, sections 2.1.3 and 2.1.4</a>
 */
public final class Proofs {
    private Proofs() {}

    /** PATH of section 2.1.3.1. */
    static List<byte[]> inclusion(long index, long size, Function<Subtree, byte[]> hashes) {
        if (index < 0 || index >= size) throw new IllegalArgumentException("no leaf " + index + " among " + size);
        var path = new ArrayList<byte[]>();
        path(index, 0, size, hashes, path);
        return path;
    }

    private static void path(long index, long from, long until, Function<Subtree, byte[]> hashes, List<byte[]> path) {
        if (until - from == 1) return;
        var middle = from + split(until - from);
        if (index < middle) {
            path(index, from, middle, hashes, path);
            path.add(root(middle, until, hashes));
        } else {
            path(index, middle, until, hashes, path);
            path.add(root(from, middle, hashes));
        }
    }

    /** PROOF of section 2.1.4.1. */
    static List<byte[]> consistency(long smaller, long size, Function<Subtree, byte[]> hashes) {
        if (smaller < 1 || smaller > size)
            throw new IllegalArgumentException("no tree of " + smaller + " leaves begins one of " + size);
        var path = new ArrayList<byte[]>();
        if (smaller < size) subproof(smaller, 0, size, true, hashes, path);
        return path;
    }

    private static void subproof(
            long smaller, long from, long until, boolean known, Function<Subtree, byte[]> hashes, List<byte[]> path) {
        if (smaller == until) {
            if (!known) path.add(root(from, until, hashes));
            return;
        }
        var middle = from + split(until - from);
        if (smaller <= middle) {
            subproof(smaller, from, middle, known, hashes, path);
            path.add(root(middle, until, hashes));
        } else {
            subproof(smaller, middle, until, false, hashes, path);
            path.add(root(from, middle, hashes));
        }
    }

    /** MTH of section 2.1.1, of the leaves from here to before there. */
    static byte[] root(long from, long until, Function<Subtree, byte[]> hashes) {
        if (until == from) return Hashes.nothing();
        if (Subtree.is(from, until)) return hashes.apply(Subtree.of(from, until));
        var middle = from + split(until - from);
        return Hashes.node(root(from, middle, hashes), root(middle, until, hashes));
    }

    /** The largest power of two that is smaller. */
    private static long split(long leaves) {
        return Long.highestOneBit(leaves - 1);
    }

    /** Section 2.1.3.2: whether the entry is at this place of the tree with this root. */
    public static boolean includes(byte[] root, long size, long index, byte[] entry, List<byte[]> path) {
        if (index < 0 || index >= size) return false;
        var at = index;
        var last = size - 1;
        var hash = Hashes.leaf(entry);
        for (var beside : path) {
            if (last == 0) return false;
            if ((at & 1) == 1 || at == last) {
                hash = Hashes.node(beside, hash);
                while ((at & 1) == 0 && at != 0) {
                    at >>= 1;
                    last >>= 1;
                }
            } else {
                hash = Hashes.node(hash, beside);
            }
            at >>= 1;
            last >>= 1;
        }
        return last == 0 && Arrays.equals(hash, root);
    }

    /** Section 2.1.4.2: whether the tree of {@code smaller} leaves is the beginning of the one of {@code size}. */
    public static boolean begins(long smaller, byte[] beginning, long size, byte[] root, List<byte[]> path) {
        if (smaller == size) return path.isEmpty() && Arrays.equals(beginning, root);
        if (smaller < 1 || smaller > size || path.isEmpty()) return false;
        var hashes = new ArrayList<byte[]>(path);
        if (Long.bitCount(smaller) == 1) hashes.add(0, beginning);
        var at = smaller - 1;
        var last = size - 1;
        while ((at & 1) == 1) {
            at >>= 1;
            last >>= 1;
        }
        var first = hashes.get(0);
        var second = hashes.get(0);
        for (var beside : hashes.subList(1, hashes.size())) {
            if (last == 0) return false;
            if ((at & 1) == 1 || at == last) {
                first = Hashes.node(beside, first);
                second = Hashes.node(beside, second);
                while ((at & 1) == 0 && at != 0) {
                    at >>= 1;
                    last >>= 1;
                }
            } else {
                second = Hashes.node(second, beside);
            }
            at >>= 1;
            last >>= 1;
        }
        return last == 0 && Arrays.equals(first, beginning) && Arrays.equals(second, root);
    }
}
