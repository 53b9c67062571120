package dev.mandate.audit.transparency;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.events.digests.Sha256;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A trail in memory, as the service writes it; whoever has the database changes what it has. */
final class WrittenTrail implements TrailCopy {
    static final Instant BEGAN = Instant.parse("2026-11-01T00:00:00Z");
    static final NoteSigner SIGNER = NoteSigner.of("trail", "the secret of this trail, 32 letters");
    private static final int PAGE = 7;

    final List<TrailLine> lines = new ArrayList<>();
    final Map<Tiles.Place, byte[]> tiles = new HashMap<>();
    final List<String> checkpoints = new ArrayList<>();
    private long number;
    private long size;

    /** Each of its own minute, and every third number is one of a transaction that was rolled back. */
    WrittenTrail grows(int many) {
        for (int line = 0; line < many; line++) {
            number += number % 3 == 0 ? 2 : 1;
            lines.add(line(number, "Line " + number));
        }
        return this;
    }

    static TrailLine line(long number, String summary) {
        var at = BEGAN.plusSeconds(60 * number);
        var record = "{\"agent\":\"agt_1\",\"of\":" + number + "}";
        var sha256 = Sha256.of(record).hex();
        return new TrailLine(
                number,
                at,
                at,
                false,
                "authz.decisions.v1",
                "unknown.v1",
                "urn:test",
                "evt_" + number,
                "ses_1",
                "agt_1",
                null,
                null,
                null,
                "allow",
                summary,
                null,
                record,
                sha256,
                record.getBytes(UTF_8));
    }

    /** As the service does when it has settled lines. */
    WrittenTrail isSigned() {
        return isSignedBy(SIGNER);
    }

    WrittenTrail isSignedBy(NoteSigner signer) {
        var some = new HashMap<Tiles.Place, byte[]>();
        for (var place : Tiles.edge(size)) if (tiles.containsKey(place)) some.put(place, tiles.get(place));
        var work = new Tiles(some);
        var fresh = lines.stream()
                .filter(line -> line.number() > last())
                .map(TrailLine::digest)
                .toList();
        tiles.putAll(work.append(size, fresh));
        size += fresh.size();
        checkpoints.add(signer.sign(size, work.root(size), BEGAN.plusSeconds(60 * number + 30))
                .note());
        return this;
    }

    private long last() {
        return size == 0
                ? 0
                : LineDigest.at(tiles.get(new Tiles.Place(0, (size - 1) / Tiles.WIDTH)), (int)
                                ((size - 1) % Tiles.WIDTH))
                        .number();
    }

    WrittenTrail change(long number, UnaryOperator<TrailLine> change) {
        lines.replaceAll(line -> line.number() == number ? change.apply(line) : line);
        return this;
    }

    WrittenTrail remove(long number) {
        lines.removeIf(line -> line.number() == number);
        return this;
    }

    /** Whoever knows how digests are made changes them too. */
    void digestsAreMadeToFit() {
        tiles.clear();
        tiles.putAll(new Tiles(Map.of())
                .append(0, lines.stream().map(TrailLine::digest).toList()));
    }

    WrittenTrail copy() {
        var copy = new WrittenTrail();
        copy.lines.addAll(lines);
        copy.tiles.putAll(tiles);
        copy.checkpoints.addAll(checkpoints);
        copy.number = number;
        copy.size = size;
        return copy;
    }

    Verdict heldAgainst(List<String> kafka) {
        return heldAgainst(kafka, null);
    }

    /** A minute after its last line. */
    Verdict heldAgainst(List<String> kafka, @Nullable Instant from) {
        return heldAgainst(kafka, from, this);
    }

    private Verdict heldAgainst(List<String> kafka, @Nullable Instant from, TrailCopy copy) {
        var held = new HeldCheckpoints(List.of(SIGNER.publicKey()));
        kafka.forEach(held.place(HeldCheckpoints.KAFKA));
        checkpoints.forEach(held.place(HeldCheckpoints.DATABASE));
        return Verification.of(copy, held, from, BEGAN.plusSeconds(60 * (number + 1)), done -> {});
    }

    /** As somebody serves it who puts in another line of one number whenever a page is asked for. */
    static final class Flooded implements TrailCopy {
        private final WrittenTrail trail;
        private final List<TrailLine> page;
        private int pages;

        Flooded(WrittenTrail trail, long number) {
            this.trail = trail;
            this.page = java.util.Collections.nCopies(1_000, line(number, "It was allowed"));
        }

        Verdict heldAgainst(List<String> kafka) {
            return trail.heldAgainst(kafka, null, this);
        }

        int pages() {
            return pages;
        }

        @Override
        public List<TrailLine> lines(@Nullable Long after) {
            pages++;
            return page;
        }

        @Override
        public byte[] digests(long tile) {
            return trail.digests(tile);
        }
    }

    @Override
    public List<TrailLine> lines(@Nullable Long after) {
        return lines.stream()
                .filter(line -> after == null || line.number() > after)
                .limit(PAGE)
                .toList();
    }

    @Override
    public byte[] digests(long tile) {
        return tiles.getOrDefault(new Tiles.Place(0, tile), new byte[0]);
    }
}
