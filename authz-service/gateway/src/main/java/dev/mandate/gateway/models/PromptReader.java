package dev.mandate.gateway.models;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads of a prompt what isn't text for the model alone: of which kinds its pieces (messages, items, blocks, parts) are, which tools they bring along, and
 * what of it the provider has to fetch or to look up. What a model or a tool once said (arguments, results) is looked past: it may say anything.
 */
final class PromptReader {
    /** Of what comes with a prompt: behind an address, kept by the provider, or compressed, so that its bytes say nothing of its tokens. */
    private static final Pattern ENCLOSED = Pattern.compile(".*url|file_ids?|file_data|data|audio");

    /** Where a piece has others in it. */
    private static final Set<String> HOLDING =
            Set.of("content", "output", "source", "file", "input_audio", "tool_changes");

    /** An answer of before, maybe another caller's, that is looked up. */
    private static final String COMPARED = "comparison_response_id";

    private static final String DATA = "data:";

    private final Endpoint endpoint;
    private final String text;
    private final RequestFeatures features;
    private final ToolReader tools;
    private boolean encloses;

    PromptReader(Endpoint endpoint, String text, RequestFeatures features, ToolReader tools) {
        this.endpoint = endpoint;
        this.text = text;
        this.features = features;
        this.tools = tools;
    }

    /** Something in it takes tokens that its bytes don't tell. */
    boolean encloses() {
        return encloses;
    }

    /** Names that some reader takes for the same, whatever their case, accents or width. */
    static String folded(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .strip();
    }

    /**
     * A prompt, or a part of one.
     *
     * @param item one without a kind is looked up, unless somebody speaks in it
     */
    void read(JsonParser parser, boolean item) throws IOException, BadRequest {
        if (parser.currentToken() == JsonToken.START_OBJECT) piece(parser, item);
        else if (parser.currentToken() == JsonToken.START_ARRAY)
            while (within(parser.nextToken(), JsonToken.END_ARRAY)) read(parser, item);
    }

    /** Past the end of the text whoever reads on tells what is wrong. */
    private static boolean within(@Nullable JsonToken token, JsonToken end) {
        return token != null && token != end;
    }

    private void piece(JsonParser parser, boolean item) throws IOException, BadRequest {
        var piece = new Piece();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var name = parser.currentName();
            member(parser, piece, name, folded(name), parser.nextToken());
        }
        if (piece.kind.isEmpty() && item && !piece.speaks) piece.kind = PromptKinds.REFERENCE;
        encloses |= piece.kind.equals(PromptKinds.REFERENCE);
        if (PromptKinds.reaches(piece.kind)) features.reaches(piece.kind);
        else if (!piece.kind.isEmpty() && !PromptKinds.known(endpoint.kind(), piece.kind)) features.unknown(piece.kind);
        if (PromptKinds.told(piece.kind)) return;
        if (piece.file) features.reaches(PromptKinds.FILE);
        if (piece.address) features.reaches(PromptKinds.ADDRESS);
    }

    /** What is known of one before its end. */
    private static final class Piece {
        private String kind = "";
        private boolean speaks;
        private boolean file;
        private boolean address;
    }

    private void member(JsonParser parser, Piece piece, String name, String folded, JsonToken value)
            throws IOException, BadRequest {
        encloses |= ENCLOSED.matcher(folded).matches();
        if (folded.equals("type")) piece.kind = kind(parser, name, value, "what is in a prompt");
        else if (folded.equals("tools")) tools.read(parser, "tools", value);
        else if (folded.equals("role")) piece.speaks = value == JsonToken.VALUE_STRING;
        else if (HOLDING.contains(folded)) read(parser, false);
        else if (folded.endsWith("url")) {
            piece.address |= value == JsonToken.VALUE_STRING && !isData(parser);
            read(parser, false);
        } else if (value == JsonToken.VALUE_NULL) return;
        else if (folded.startsWith("file_id")) piece.file = true;
        else if (folded.equals("audio") && value == JsonToken.START_OBJECT) features.reaches(PromptKinds.AUDIO);
        skip(parser);
    }

    /** Without building a text that may be an image. */
    private boolean isData(JsonParser parser) {
        var from = (int) parser.currentTokenLocation().getCharOffset() + 1;
        return text.regionMatches(true, from, DATA, 0, DATA.length());
    }

    static String kind(JsonParser parser, String name, JsonToken value, String of) throws IOException, BadRequest {
        if (value == JsonToken.VALUE_NULL && name.equals("type")) return "";
        if (!name.equals("type") || value != JsonToken.VALUE_STRING)
            throw new BadRequest("The type of " + of + " must be a text");
        return parser.getText();
    }

    /** Looks past a value, but for what comes with it. */
    void skip(JsonParser parser) throws IOException {
        if (!parser.currentToken().isStructStart()) return;
        for (var depth = 1; depth > 0; ) {
            var token = parser.nextToken();
            if (token == null) return; // which is told of by who reads on
            if (token.isStructStart()) depth++;
            else if (token.isStructEnd()) depth--;
            else if (token == JsonToken.FIELD_NAME) {
                var name = folded(parser.currentName());
                encloses |= ENCLOSED.matcher(name).matches();
                if (name.equals(COMPARED)) features.reaches(COMPARED);
            }
        }
    }
}
