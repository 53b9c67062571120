package dev.mandate.audit.engine.bounds;

import dev.mandate.events.cloudevents.EncodedText;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** What is left of a number of bytes, as what is written counts. */
public final class Room {
    /** Quotes and a comma, or a length, around each text. */
    public static final int AROUND = 4;

    private int left;

    public Room(int bytes) {
        left = bytes;
    }

    /** False, and nothing taken, if the text doesn't fit. */
    public boolean takes(String text) {
        return takes(EncodedText.bytes(text) + AROUND);
    }

    public boolean takes(int bytes) {
        if (bytes > left) return false;
        left -= bytes;
        return true;
    }

    public static int of(Collection<String> texts) {
        int bytes = 0;
        for (var text : texts) bytes += EncodedText.bytes(text) + AROUND;
        return bytes;
    }

    /** What they take at most, without a look at their characters. */
    public static int most(Collection<String> texts) {
        int bytes = 0;
        for (var text : texts) bytes += EncodedText.most(text) + AROUND;
        return bytes;
    }

    /** The texts and as many of the others as there is room for. */
    public static Set<String> plus(Set<String> before, Collection<String> more, int most, int bytes) {
        if (before.size() >= most || before.containsAll(more)) return before;
        var all = new LinkedHashSet<>(before);
        var room = new Room(bytes - of(before));
        for (var text : more) if (all.size() < most && !all.contains(text) && room.takes(text)) all.add(text);
        return all;
    }
}
