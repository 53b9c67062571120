package dev.mandate.audit.transparency;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The tree as it is kept: in tiles of 256 neighbours. A tile of the lowest level has the {@link LineDigest}s of 256 lines, one of each other
 * level the roots of 256 full tiles below it. Whoever appends reads and writes the last tile of each level; a proof reads two of each at most.
 *
 * @see <a href="https://c2sp.org/tlog-tiles">C2SP, tiled transparency logs</a>
 */
public final class Tiles {
    /** Neighbours in a tile. */
    public static final int WIDTH = 256;

    private static final int HEIGHT = 8;
    private static final byte[] UNKNOWN = new byte[Hashes.BYTES];

    private final Map<Place, byte[]> tiles;

    /** @param tiles those that are needed, as {@link #edge}, {@link #ofInclusion} and {@link #ofConsistency} say */
    public Tiles(Map<Place, byte[]> tiles) {
        this.tiles = new HashMap<>(tiles);
    }

    /**
     * Where a tile is.
     *
     * @param level 0 for the one of the lines
     * @param tile its number in the level, from 0 on
     */
    public record Place(int level, long tile) {
        private int width() {
            return level == 0 ? LineDigest.BYTES : Hashes.BYTES;
        }
    }

    /** The last of each level, in which the roots of all full subtrees of a tree of this size are: they change when it grows. */
    public static Set<Place> edge(long size) {
        var places = new LinkedHashSet<Place>();
        var level = 0;
        for (var left = size; left > 0 || level == 0; left /= WIDTH) places.add(new Place(level++, left / WIDTH));
        return places;
    }

    public static Set<Place> ofInclusion(long index, long size) {
        var places = new LinkedHashSet<Place>();
        Proofs.inclusion(index, size, asking(places::add));
        places.add(new Place(0, index / WIDTH));
        return places;
    }

    public static Set<Place> ofConsistency(long smaller, long size) {
        var places = new LinkedHashSet<Place>();
        Proofs.consistency(smaller, size, asking(places::add));
        return places;
    }

    private static Function<Subtree, byte[]> asking(Consumer<Place> needed) {
        return subtree -> {
            needed.accept(placeOf(subtree));
            return UNKNOWN;
        };
    }

    public List<byte[]> inclusion(long index, long size) {
        return Proofs.inclusion(index, size, this::hash);
    }

    public List<byte[]> consistency(long smaller, long size) {
        return Proofs.consistency(smaller, size, this::hash);
    }

    public byte[] root(long size) {
        return Proofs.root(0, size, this::hash);
    }

    /** The line at this place of the tree. */
    public LineDigest line(long index) {
        return LineDigest.at(tile(new Place(0, index / WIDTH)), (int) (index % WIDTH));
    }

    /** The lines of a tile of the lowest level. */
    public static List<LineDigest> lines(byte[] tile) {
        var lines = new ArrayList<LineDigest>();
        for (int at = 0; at < tile.length / LineDigest.BYTES; at++) lines.add(LineDigest.at(tile, at));
        return lines;
    }

    /**
     * Appends lines to a tree of this size, whose {@link #edge} is here.
     *
     * @return the tiles that changed, each whole
     */
    public Map<Place, byte[]> append(long size, List<LineDigest> lines) {
        var changed = new HashMap<Place, byte[]>();
        var next = size;
        for (var line : lines) add(0, next++, line.bytes(), changed);
        return changed;
    }

    private void add(int level, long index, byte[] entry, Map<Place, byte[]> changed) {
        var place = new Place(level, index / WIDTH);
        var at = (int) (index % WIDTH);
        var before = tiles.getOrDefault(place, new byte[0]);
        if (before.length != at * place.width())
            throw new IllegalStateException("%s has %d bytes where %d entries were: the tree grew meanwhile"
                    .formatted(place, before.length, at));
        var after = Arrays.copyOf(before, before.length + place.width());
        System.arraycopy(entry, 0, after, before.length, entry.length);
        tiles.put(place, after);
        changed.put(place, after);
        if (at == WIDTH - 1) add(level + 1, index / WIDTH, root(place, 0, WIDTH), changed);
    }

    /** From the tile that has its leaves, or the roots of the tiles of its leaves. */
    private byte[] hash(Subtree subtree) {
        var many = 1 << (subtree.level() % HEIGHT);
        return root(placeOf(subtree), (int) (subtree.index() * many % WIDTH), many);
    }

    private byte[] root(Place place, int first, int many) {
        var tile = tile(place);
        if (tile.length < (first + many) * place.width())
            throw new IllegalStateException("%s has not the %d entries from %d on".formatted(place, many, first));
        var tree = new GrowingTree();
        for (int at = first; at < first + many; at++) {
            var entry = Arrays.copyOfRange(tile, at * place.width(), (at + 1) * place.width());
            tree.append(place.level() == 0 ? Hashes.leaf(entry) : entry);
        }
        return tree.root();
    }

    private byte[] tile(Place place) {
        var tile = tiles.get(place);
        if (tile == null) throw new IllegalStateException(place + " is missing");
        return tile;
    }

    private static Place placeOf(Subtree subtree) {
        var entry = subtree.index() << (subtree.level() % HEIGHT);
        return new Place(subtree.level() / HEIGHT, entry / WIDTH);
    }
}
