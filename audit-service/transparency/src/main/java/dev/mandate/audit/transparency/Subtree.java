package dev.mandate.audit.transparency;

/**
 * A full subtree: the leaves from {@code index * 2^level} to before {@code (index + 1) * 2^level}.
 *
 * @param level 0 for a leaf
 */
record Subtree(int level, long index) {
    /** If the leaves from here to there are one. */
    static boolean is(long from, long until) {
        var leaves = until - from;
        return Long.bitCount(leaves) == 1 && from % leaves == 0;
    }

    static Subtree of(long from, long until) {
        var leaves = until - from;
        return new Subtree(Long.numberOfTrailingZeros(leaves), from / leaves);
    }
}
