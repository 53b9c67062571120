package dev.mandate.audit.transparency;

import dev.mandate.audit.transparency.Doubt.Kind;
import dev.mandate.audit.transparency.HeldCheckpoints.Held;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Holds a trail against checkpoints that were signed of it, in one walk through its lines and in memory that doesn't grow with it.
 *
 * <p>Two trees grow beside each other: one of the digests that were kept when the lines were signed, one of the lines as they are now. Where the
 * first has a checkpoint's root, the digests are those that were signed, so that each line can be held against its own, and what is missing or
 * was put in is known by its number. Where only the second has it, the digests were changed and the lines weren't. Where neither has, all that
 * is known is between which checkpoints something was changed.
 */
public final class Verification {
    private static final long MOST_UNSIGNED = 100_000;
    /** Whoever puts in more wants that nobody comes to an end, and each of them is a doubt. */
    static final long MOST_PUT_IN = 100_000;
    /** Twice a minute lines are signed and checkpoints published. */
    static final Duration LATE = Duration.ofHours(1);

    private final Digests entries;
    private final Lines reader;
    private final @Nullable Instant from;
    private final Instant late;
    private final LongConsumer progress;
    private final Doubts doubts = new Doubts();
    private final List<Held> failed = new ArrayList<>();
    private GrowingTree digests = new GrowingTree();
    private GrowingTree lines = new GrowingTree();
    private @Nullable Held proven;
    private @Nullable LineDigest provenLast;
    private @Nullable LineDigest last;
    private long held;
    private long passedOver;
    private long putIn;

    private Verification(TrailCopy copy, @Nullable Instant from, Instant now, LongConsumer progress) {
        this.entries = new Digests(copy);
        this.reader = new Lines(copy);
        this.from = from;
        this.late = now.minus(LATE);
        this.progress = progress;
    }

    /**
     * @param from lines recorded before may be missing, as where their months were dropped, and are passed over then; null for none. What is
     *     there is held all the same: among lines that are gone another one could be put in
     * @param now when this is; what is older than an hour has been signed, and is on Kafka
     * @param progress told now and then how many lines are done
     */
    public static Verdict of(
            TrailCopy copy, HeldCheckpoints checkpoints, @Nullable Instant from, Instant now, LongConsumer progress) {
        return new Verification(copy, from, now, progress).against(checkpoints);
    }

    private Verdict against(HeldCheckpoints checkpoints) {
        var signed = checkpoints.signed(doubts::certain, late);
        if (signed.isEmpty())
            doubts.certain(new Doubt(
                    Kind.NOTHING_SIGNED,
                    0,
                    0,
                    "No checkpoint that the trail's key signed was found, so nothing can be said"));
        for (var checkpoint : signed) {
            walk(checkpoint.size());
            if (isFlooded()) break;
            conclude(checkpoint);
        }
        if (isFlooded()) flooded();
        else fail();
        var newest = signed.isEmpty() ? null : signed.get(signed.size() - 1);
        return new Verdict(
                newest == null ? null : newest.checkpoint(),
                newest == null ? "" : newest.where(),
                held,
                passedOver,
                isFlooded() ? 0 : unsigned(),
                doubts.all(),
                doubts.more());
    }

    private void walk(long size) {
        while (digests.size() < size && !isFlooded()) {
            var digest = entries.peek();
            if (digest == null) break;
            step(digest);
        }
        while (digests.size() < size
                && lines.size() < size
                && !isFlooded()) { // no digests are left: what do the lines alone say?
            var line = reader.next();
            if (line == null) break;
            take(line);
        }
    }

    private void step(LineDigest digest) {
        var line = reader.peek();
        if (line != null && line.number() < digest.number()) {
            putIn(line);
            reader.next();
            return;
        }
        entries.next();
        append(digest);
        if (line != null && line.number() == digest.number()) {
            doubts.endMissing();
            compare(reader.ofNumber(digest.number()), digest);
        } else if (from != null && digest.recordedAt().isBefore(from)) {
            lines.append(digest.leaf());
            passedOver++;
        } else {
            doubts.missing(digest);
        }
    }

    /** @param same of one number; there are more only where somebody put in another */
    private void compare(List<TrailLine> same, LineDigest digest) {
        var own = same.stream()
                .filter(line -> line.digest().equals(digest))
                .findFirst()
                .orElse(same.get(0));
        if (!own.digest().equals(digest)) doubts.changed(own);
        take(own);
        for (var line : same) if (line != own) putIn(line);
    }

    private void putIn(TrailLine line) {
        putIn++;
        doubts.putIn(line);
        lines.append(line.digest().leaf());
    }

    private boolean isFlooded() {
        return putIn > MOST_PUT_IN;
    }

    private void flooded() {
        doubts.end(new Doubt(
                Kind.FLOODED,
                first(),
                last == null ? 0 : last.number(),
                "More than %,d lines were put in among those up to number %d: reading was given up there, and of later ones nothing can be said"
                        .formatted(MOST_PUT_IN, last == null ? 0 : last.number())));
    }

    private void append(LineDigest digest) {
        digests.append(digest.leaf());
        last = digest;
        if (digests.size() % 1_000 == 0) progress.accept(digests.size());
    }

    private void take(TrailLine line) {
        held++;
        lines.append(line.digest().leaf());
        if (!line.recordIsWhole())
            doubts.record(
                    line,
                    line.original() == null
                            ? "has lost the bytes of its record"
                            : "has bytes of a record that aren't those of its SHA-256");
        else RecordReading.difference(line).ifPresent(what -> doubts.record(line, what));
    }

    private void conclude(Held checkpoint) {
        if (has(digests, checkpoint)) {
            doubts.confirm();
            lines = digests.copy();
            otherTrails();
            prove(checkpoint);
        } else if (has(lines, checkpoint)) {
            doubts.withdraw();
            doubts.certain(new Doubt(
                    Kind.DIGESTS,
                    first(),
                    last == null ? 0 : last.number(),
                    "What was kept of lines up to number %d to tell them apart was changed or removed; the lines themselves are as they were signed at %s"
                            .formatted(
                                    last == null ? 0 : last.number(),
                                    Words.at(checkpoint.checkpoint().at()))));
            digests = lines.copy();
            otherTrails();
            prove(checkpoint);
        } else {
            failed.add(checkpoint);
        }
    }

    private static boolean has(GrowingTree tree, Held checkpoint) {
        return tree.size() == checkpoint.size()
                && Arrays.equals(tree.root(), checkpoint.checkpoint().rootBytes());
    }

    private void prove(Held checkpoint) {
        proven = checkpoint;
        provenLast = last;
    }

    private long first() {
        return provenLast == null ? 0 : provenLast.number() + 1;
    }

    /** A later checkpoint shows that the digests are those that were signed: those that say otherwise are of another trail. */
    private void otherTrails() {
        if (failed.isEmpty()) return;
        doubts.certain(new Doubt(
                Kind.TWO_TRAILS,
                first(),
                last == null ? 0 : last.number(),
                "%s%s, and they aren't those with which this trail begins: it was brought back from a backup or written anew%s"
                        .formatted(
                                Words.capital(failed.get(0).words()),
                                failed.size() == 1
                                        ? ""
                                        : " (and %d later of its checkpoints)".formatted(failed.size() - 1),
                                since())));
        failed.clear();
    }

    private String since() {
        return proven == null ? "" : ", after the " + proven.words();
    }

    private void fail() {
        if (failed.isEmpty()) return;
        var first = failed.get(0);
        var newest = failed.get(failed.size() - 1);
        if (proven != null && newest.size() <= proven.size()) {
            otherTrails();
            return;
        }
        doubts.confirm();
        var there = Math.max(digests.size(), lines.size());
        if (there < newest.size())
            doubts.certain(new Doubt(
                    Kind.CUT_OFF,
                    last == null ? 0 : last.number(),
                    0,
                    "%s, and %s are there: the trail was cut off%s, or brought back from a backup"
                            .formatted(
                                    Words.capital(newest.words()),
                                    Words.lines(there),
                                    last == null ? "" : " after number %d".formatted(last.number()))));
        if (there >= first.size())
            doubts.certain(new Doubt(
                    Kind.SPAN,
                    first(),
                    last == null ? 0 : last.number(),
                    "%s, and the lines that are there now aren't those: something was changed, removed or put in from number %d on%s, together with what was kept to tell where"
                            .formatted(
                                    Words.capital(first.words()),
                                    first(),
                                    proven == null
                                            ? ""
                                            : " (all before it is as it was signed at %s)"
                                                    .formatted(Words.at(
                                                            proven.checkpoint().at())))));
    }

    private long unsigned() {
        long many = 0;
        TrailLine oldest = null;
        for (long looked = 0; looked < MOST_UNSIGNED; looked++) {
            var line = reader.next();
            if (line == null) break;
            if (last != null && line.number() <= last.number()) continue;
            many++;
            if (oldest == null || line.recordedAt().isBefore(oldest.recordedAt())) oldest = line;
        }
        if (last != null && oldest != null && oldest.recordedAt().isBefore(late)) unsignedSince(oldest);
        return many;
    }

    /** Whoever keeps lines from being signed changes them as he likes. */
    private void unsignedSince(TrailLine oldest) {
        doubts.certain(new Doubt(
                Kind.LATE,
                oldest.number(),
                oldest.number(),
                "Line %d, recorded at %s, isn't signed yet, as it should have been within a minute: signing stands still, or the service has just begun; of lines from then on nothing can be said"
                        .formatted(oldest.number(), Words.at(oldest.recordedAt()))));
    }
}
