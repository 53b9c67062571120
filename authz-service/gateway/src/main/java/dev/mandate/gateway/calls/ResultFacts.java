package dev.mandate.gateway.calls;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.events.actions.ToolResult;
import dev.mandate.events.actions.ToolResult.Status;
import dev.mandate.events.cloudevents.EncodedText;
import dev.mandate.gateway.jsonrpc.JsonRpcAnswer;
import dev.mandate.provenance.Mention;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is told of an answer: never the answer itself. A model reads all of it, errors and names of members too, so that is what is looked
 * through; where that is too much, what is told says so.
 */
final class ResultFacts {
    /** Of identifiers, as many as a record of actions has room for beside the arguments. */
    private static final int MOST_BYTES = 64 * 1024;

    private static final int MOST = 1024;

    /** Of texts, what is read in one go; less where so much shows as many identifiers as a reader finds. */
    private static final int PIECE = 4 * 1024;

    private static final int SMALLEST_PIECE = 512;
    private static final int MOST_READ = 1024 * 1024;
    private static final int LONG = 16 * 1024;

    private final Status status;
    private final List<String> texts = new ArrayList<>();
    private final Set<String> found = new LinkedHashSet<>();
    private long size;
    private int bytes;
    private int read;
    private boolean cut;

    private ResultFacts(JsonRpcAnswer answer) {
        this.status = status(answer);
        var error = answer.error();
        collect(answer.result());
        if (error == null) return;
        add(error.message());
        collect(error.data());
    }

    static ResultFacts of(JsonRpcAnswer answer) {
        return new ResultFacts(answer);
    }

    /** To look through it takes so long that nobody else should wait for it. */
    boolean isLong() {
        return size > LONG;
    }

    /** What a model reads of it, names of members too. */
    List<String> texts() {
        return List.copyOf(texts);
    }

    /** Once. */
    ToolResult told() {
        for (var text : texts) if (!cut) read(text);
        return new ToolResult(status, size, List.copyOf(found), null, cut ? Boolean.TRUE : null);
    }

    private static Status status(JsonRpcAnswer answer) {
        var result = answer.result();
        var failed = result == null || result.path("isError").asBoolean(false);
        return failed ? Status.FAILED : Status.SUCCEEDED;
    }

    /** Every text of it, whatever it is called: what a model reads may be anywhere. */
    private void collect(@Nullable JsonNode node) {
        if (node == null) return;
        if (node.isValueNode()) add(node.asText());
        else if (node.isObject()) {
            for (var member : node.properties()) {
                add(member.getKey());
                collect(member.getValue());
            }
        } else node.forEach(this::collect);
    }

    private void add(String text) {
        size += text.length();
        texts.add(text);
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
