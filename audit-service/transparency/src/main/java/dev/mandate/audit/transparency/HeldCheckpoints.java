package dev.mandate.audit.transparency;

import dev.mandate.audit.transparency.Doubt.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the trail is held against: checkpoints from wherever they were kept. Of very many of a place each second is passed over, or of still more
 * three of four, and so on; never the newest.
 */
public final class HeldCheckpoints {
    /** Where whoever changes the trail can change them too. */
    public static final String DATABASE = "the database";

    /** Where whoever changes the trail has no right to. */
    public static final String KAFKA = "Kafka";

    /** Of one place, at most twice as many: to check a signature takes some tenths of a millisecond. */
    private static final int MOST = 5_000;

    private final List<NoteKey> keys;
    private final Map<String, Kept> places = new LinkedHashMap<>();

    /** @param keys of the trail: the one by which it signs, and those by which it did */
    public HeldCheckpoints(List<NoteKey> keys) {
        this.keys = List.copyOf(keys);
    }

    private record Note(String text, String where) {}

    /**
     * A place that was looked at, also where nothing is there.
     *
     * @param where in words: {@value #KAFKA}, {@code the file kept.txt}, {@value #DATABASE}
     * @return takes what is there, in its order
     */
    public Consumer<String> place(String where) {
        return places.computeIfAbsent(where, any -> new Kept())::add;
    }

    /** Those of a place that are held against the trail. */
    List<String> texts(String where) {
        return places.getOrDefault(where, new Kept()).all();
    }

    /** Each so many-th and the last, however many come. */
    private static final class Kept {
        private List<String> texts = new ArrayList<>();
        private @Nullable String newest;
        private long seen;
        private long stride = 1;

        void add(String text) {
            if (seen++ % stride == 0) texts.add(text);
            newest = text;
            if (texts.size() <= 2 * MOST) return;
            var some = new ArrayList<String>();
            for (int at = 0; at < texts.size(); at += 2) some.add(texts.get(at));
            texts = some;
            stride *= 2;
        }

        List<String> all() {
            var all = new ArrayList<>(texts);
            if (newest != null && !newest.equals(texts.get(texts.size() - 1))) all.add(newest);
            return all;
        }
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

    /**
     * Those that count, the smallest first; what doesn't is a doubt.
     *
     * @param late until when all that was signed has long been published
     */
    List<Held> signed(Consumer<Doubt> doubts, Instant late) {
        var held = new ArrayList<Held>();
        for (var where : places.keySet())
            for (var text : texts(where)) read(new Note(text, where), doubts).ifPresent(held::add);
        held.sort(Comparator.comparingLong(Held::size));
        newer(held).ifPresent(doubts);
        unpublished(held, late).ifPresent(doubts);
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

    /** They are on their way by the database too: whoever takes them away there has nothing to fear from Kafka. */
    private Optional<Doubt> unpublished(List<Held> held, Instant late) {
        if (!places.containsKey(KAFKA)) return Optional.empty();
        var published = held.stream()
                .filter(one -> one.where().equals(KAFKA))
                .mapToLong(Held::size)
                .max()
                .orElse(0);
        return held.stream()
                .filter(one -> one.where().equals(DATABASE) && one.size() > published)
                .filter(one -> one.checkpoint().at().isBefore(late))
                .findFirst()
                .map(one -> new Doubt(
                        Kind.NOT_PUBLISHED,
                        0,
                        0,
                        "%s, and neither that nor what was signed since is on Kafka: somebody keeps checkpoints from it, or took them away"
                                .formatted(Words.capital(one.words()))));
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
