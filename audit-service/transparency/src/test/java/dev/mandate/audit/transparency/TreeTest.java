package dev.mandate.audit.transparency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TreeTest {
    /** Those by which implementations of Certificate Transparency check themselves. */
    private static final List<String> LEAVES =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    private static final List<String> ROOTS = List.of(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    @Test
    void roots_are_those_of_the_rfc() {
        var tree = new GrowingTree();
        for (int size = 0; size <= LEAVES.size(); size++) {
            assertThat(tree.root()).isEqualTo(HexFormat.of().parseHex(ROOTS.get(size)));
            if (size < LEAVES.size()) tree.append(Hashes.leaf(HexFormat.of().parseHex(LEAVES.get(size))));
        }
    }

    @Test
    void whatever_its_size_a_tree_in_tiles_has_the_root_of_the_tree_and_its_proofs_hold() {
        var lines = lines(70_000); // a second tile of the second level
        var kept = new HashMap<Tiles.Place, byte[]>();
        var tree = new GrowingTree();
        var roots = new HashMap<Long, byte[]>();
        var seed = new Random().nextLong();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        var sizes = new ArrayList<Long>();
        for (long size = 0; size < lines.size(); ) {
            var many = (int) Math.min(lines.size() - size, 1 + random.nextInt(size < 1_000 ? 40 : 5_000));
            var some = lines.subList((int) size, (int) size + many);
            kept.putAll(tiles(kept, Tiles.edge(size)).append(size, some));
            some.forEach(line -> tree.append(line.leaf()));
            size += many;
            sizes.add(size);
            roots.put(size, tree.root());
            assertThat(tiles(kept, Tiles.edge(size)).root(size)).isEqualTo(tree.root());
        }
        var size = (long) lines.size();
        for (int time = 0; time < 200; time++) {
            var index = (long) random.nextInt((int) size);
            var path = tiles(kept, Tiles.ofInclusion(index, size)).inclusion(index, size);
            var entry = lines.get((int) index).bytes();
            assertThat(Proofs.includes(tree.root(), size, index, entry, path)).isTrue();
            assertThat(Proofs.includes(tree.root(), size, (index + 1) % size, entry, path))
                    .isFalse();
            entry[20] ^= 1;
            assertThat(Proofs.includes(tree.root(), size, index, entry, path)).isFalse();
        }
        for (var smaller : sizes) {
            var path = tiles(kept, Tiles.ofConsistency(smaller, size)).consistency(smaller, size);
            assertThat(Proofs.begins(smaller, roots.get(smaller), size, tree.root(), path))
                    .isTrue();
            assertThat(Proofs.begins(smaller, Hashes.nothing(), size, tree.root(), path))
                    .isFalse();
        }
    }

    @Test
    void every_small_tree_is_shown_to_be_the_beginning_of_every_larger_one_and_of_no_other() {
        var lines = lines(40);
        var kept = new HashMap<>(new Tiles(Map.of()).append(0, lines));
        var tiles = new Tiles(kept);
        for (long size = 1; size <= lines.size(); size++)
            for (long smaller = 1; smaller <= size; smaller++) {
                var path = tiles.consistency(smaller, size);
                assertThat(Proofs.begins(smaller, tiles.root(smaller), size, tiles.root(size), path))
                        .isTrue();
                if (smaller < size)
                    assertThat(Proofs.begins(smaller, tiles.root(smaller), size, tiles.root(size - 1), path))
                            .isFalse();
                for (long index = 0; index < smaller; index++)
                    assertThat(Proofs.includes(
                                    tiles.root(smaller),
                                    smaller,
                                    index,
                                    tiles.line(index).bytes(),
                                    tiles.inclusion(index, smaller)))
                            .isTrue();
            }
    }

    private static Tiles tiles(Map<Tiles.Place, byte[]> kept, Iterable<Tiles.Place> needed) {
        var some = new HashMap<Tiles.Place, byte[]>();
        for (var place : needed) if (kept.containsKey(place)) some.put(place, kept.get(place));
        return new Tiles(some);
    }

    private static List<LineDigest> lines(int many) {
        return LongStream.range(0, many)
                .mapToObj(number -> new LineDigest(
                        number * 2,
                        Instant.EPOCH.plusMillis(number),
                        HexFormat.of()
                                .formatHex(Hashes.leaf(Long.toString(number).getBytes(UTF_8)))))
                .toList();
    }
}
