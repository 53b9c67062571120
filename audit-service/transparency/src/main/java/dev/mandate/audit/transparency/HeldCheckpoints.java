package dev.mandate.audit.transparency;

import dev.mandate.audit.transparency.Doubt.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the trail is held against: checkpoints from wherever they were kept. Of very many, every second is passed over, again and again; never
 * the newest of a place.
 */
public final class HeldCheckpoints {
    /** Where whoever changes the trail can change them too. */
    public static final String DATABASE = "the database";

    /** Of one place, at most twice as many: to check a signature takes some tenths of a millisecond. */
    private static final int MOST = 5_000;

    private final List<NoteKey> keys;
    private final List<Note> notes = new ArrayList<>();

    /** @param keys of the trail: the one by which it signs, and those by which it did */
    public HeldCheckpoints(List<NoteKey> keys) {
        this.keys = List.copyOf(keys);
    }

    private record Note(String text, String where) {}

    /** @param where it was found, in words: {@code Kafka}, {@code the file kept.txt}, {@value #DATABASE} */
    public void add(List<String> texts, String where) {
        var kept = texts;
        while (kept.size() > 2 * MOST) kept = everySecond(kept);
        kept.forEach(text -> notes.add(new Note(text, where)));
    }

    private static List<String> everySecond(List<String> texts) {
        var kept = new ArrayList<String>();
        for (int at = texts.size() - 1; at >= 0; at -= 2) kept.add(0, texts.get(at));
        return kept;
    }

    /** One that the trail's key signed. */
    record Held(Checkpoint checkpoint, String where) {
        long size() {
            return checkpoint.size();
        }

        String words() {
            return "%s were signed at %s (%s)".formatted(Words.lines(size()), Words.at(checkpoint.at()), where);
        }
    }

    /** Those that count, the smallest first; what doesn't is a doubt. */
    List<Held> signed(Consumer<Doubt> doubts) {
        var held = new ArrayList<Held>();
        for (var note : notes) read(note, doubts).ifPresent(held::add);
        held.sort(Comparator.comparingLong(Held::size));
        newer(held).ifPresent(doubts);
        return once(held);
    }

    private Optional<Held> read(Note note, Consumer<Doubt> doubts) {
        try {
            var signed = SignedCheckpoint.parse(note.text());
            var checkpoint = signed.checkpoint();
            if (keys.stream().anyMatch(key -> signed.isBy(key) && key.name().equals(checkpoint.origin())))
                return Optional.of(new Held(checkpoint, note.where()));
            doubts.accept(notSigned(
                    "a checkpoint of %s, dated %s, isn't signed by the key of this trail: somebody else made it, or it was changed"
                            .formatted(Words.lines(checkpoint.size()), Words.at(checkpoint.at())),
                    note));
        } catch (IllegalArgumentException e) {
            doubts.accept(notSigned("there is a checkpoint that can't be read: " + e.getMessage(), note));
        }
        return Optional.empty();
    }

    private static Doubt notSigned(String words, Note note) {
        return new Doubt(Kind.NOT_SIGNED, 0, 0, "In %s %s".formatted(note.where(), words));
    }

    /** Whoever takes newer ones out of the database would hide what they say. */
    private static Optional<Doubt> newer(List<Held> held) {
        var kept = held.stream().filter(one -> one.where().equals(DATABASE)).reduce((one, next) -> next);
        if (held.isEmpty() || kept.isEmpty()) return Optional.empty();
        var newest = held.get(held.size() - 1);
        if (newest.size() <= kept.get().size()) return Optional.empty();
        return Optional.of(new Doubt(
                Kind.CUT_OFF,
                0,
                0,
                "%s, and the newest checkpoint in the database is of %s at %s: newer ones were removed from it, or it was brought back from a backup"
                        .formatted(
                                Words.capital(newest.words()),
                                Words.lines(kept.get().size()),
                                Words.at(kept.get().checkpoint().at()))));
    }

    /** The same one may have been kept in several places; it counts where it was found first. */
    private static List<Held> once(List<Held> held) {
        var once = new ArrayList<Held>();
        for (var one : held)
            if (once.stream()
                    .skip(Math.max(0, once.size() - 4))
                    .noneMatch(other -> other.size() == one.size()
                            && other.checkpoint().root().equals(one.checkpoint().root()))) once.add(one);
        return once;
    }
}
