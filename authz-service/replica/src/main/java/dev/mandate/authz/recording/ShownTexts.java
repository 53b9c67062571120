package dev.mandate.authz.recording;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.events.actions.ToolResult;
import dev.mandate.events.actions.ToolResult.Status;
import dev.mandate.events.cloudevents.EncodedText;
import dev.mandate.provenance.Mention;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is told of the texts of an answer: how long they are, which identifiers they show and which of these stand in fields that are trusted,
 * never the texts themselves. Where they are too much to be looked through, what is told says so.
 */
public final class ShownTexts {
    /** Of identifiers, as many as a record of actions has room for beside the arguments. */
    private static final int MOST_BYTES = 64 * 1024;

    /** Of values that are kept, within the same room. */
    private static final int MOST_KEPT = 16 * 1024;

    private static final int MOST = 1024;

    /** Of texts, what is read in one go; less where so much shows as many identifiers as a reader finds. */
    private static final int PIECE = 4 * 1024;

    private static final int SMALLEST_PIECE = 512;
    private static final int MOST_READ = 1024 * 1024;
    private static final int LONG = 16 * 1024;

    private final List<String> texts = new ArrayList<>();
    private final Set<String> found = new LinkedHashSet<>();
    private long size;
    private int bytes;
    private int read;
    private boolean cut;

    public void add(String text) {
        size += text.length();
        texts.add(text);
    }

    public List<String> texts() {
        return List.copyOf(texts);
    }

    /** To look through it takes so long that nobody else should wait for it. */
    public boolean isLong() {
        return size > LONG;
    }

    /** Once. */
    public ToolResult told(Status status) {
        return told(status, ToldFields.NONE, () -> null);
    }

    /**
     * Once.
     *
     * @param fields of which it is told that the tool's owner trusts them, or what they say, where there is room
     * @param document the answer as JSON; null where it is none. It isn't asked where not all was looked through, since nothing that such an
     *     answer shows is known then, nor of what failed, which may repeat anything
     */
    public ToolResult told(Status status, ToldFields fields, Supplier<@Nullable JsonNode> document) {
        for (var text : texts) if (!cut) read(text);
        if (cut) return new ToolResult(status, size, List.copyOf(found), null, true);
        var whole = fields.isEmpty() || status != Status.SUCCEEDED ? null : document.get();
        if (whole == null) return new ToolResult(status, size, List.copyOf(found), null);
        var trusted = room(TrustedValues.in(whole, fields.trusted()));
        return new ToolResult(status, size, List.copyOf(found), null, null, trusted)
                .keeping(KeptValues.of(whole, fields, Math.min(MOST_KEPT, Math.max(0, MOST_BYTES - bytes))));
    }

    private List<String> room(Collection<String> trusted) {
        var told = new ArrayList<String>();
        for (var identifier : trusted) {
            if (!found.contains(identifier)) continue;
            bytes += EncodedText.bytes(identifier);
            if (bytes > MOST_BYTES) break;
            told.add(identifier);
        }
        return told;
    }

    private void read(String text) {
        for (var from = 0; from < text.length() && !cut; ) {
            var to = end(text, from, PIECE);
            read += to - from;
            if (read > MOST_READ) cut = true;
            else look(text.substring(from, to));
            from = to;
        }
    }

    private void look(String piece) {
        var mentions = Mention.in(Map.of("", piece));
        if (mentions.size() < Mention.MAX) take(mentions);
        else if (piece.length() <= SMALLEST_PIECE) {
            take(mentions);
            cut = true;
        } else {
            var half = end(piece, 0, piece.length() / 2);
            look(piece.substring(0, half));
            look(piece.substring(half));
        }
    }

    private void take(List<Mention> mentions) {
        for (var mention : mentions) {
            var identifier = mention.identifier().value();
            if (found.contains(identifier)) continue;
            bytes += EncodedText.bytes(identifier);
            if (found.size() == MOST || bytes > MOST_BYTES) {
                cut = true;
                return;
            }
            found.add(identifier);
        }
    }

    /** At white space, so that no identifier is cut in two, unless there is none. */
    private static int end(String text, int from, int most) {
        var limit = Math.min(text.length(), from + most);
        if (limit == text.length()) return limit;
        for (var at = limit; at > from; at--) if (Character.isWhitespace(text.charAt(at - 1))) return at;
        return limit;
    }
}
