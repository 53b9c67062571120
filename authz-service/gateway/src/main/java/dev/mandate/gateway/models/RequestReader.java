package dev.mandate.gateway.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.mandate.authz.questions.BodyJson;
import dev.mandate.gateway.models.ModelRequest.Place;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads of a request what is decided by, without building all of it: long texts and images are looked past. What two readers could read
 * differently is refused: duplicate members, names that look like known ones, other encodings, halves of letters, text after the end.
 */
final class RequestReader {
    private static final String MARK = "\ufeff";
    private static final int DEEPEST = 128;
    private static final int LONGEST_NAME = 512;
    private static final int LONGEST_OPTIONS = 1024;

    /** All that is known of {@code stream_options}. */
    private static final String USAGE = "include_usage";

    private static final String OBFUSCATION = "include_obfuscation";

    private static final long MOST_TOKENS = 1_000_000_000L;
    private static final int MOST_ANSWERS = 1024;
    private static final Set<String> KNOWN = Endpoint.members();
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNameLength(LONGEST_NAME)
                    .maxStringLength(Integer.MAX_VALUE) // whoever reads the body has bounded it
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private final Endpoint endpoint;
    private final String text;
    private final int bytes;
    private final RequestFeatures features = new RequestFeatures();
    private final ToolReader tools;
    private final PromptReader prompt;
    private @Nullable String model;
    private @Nullable Place modelAt;
    private @Nullable Place streamOptionsAt;
    private boolean streams;
    private boolean usageAsked;
    private @Nullable Long limit;
    private long answers = 1;

    private RequestReader(Endpoint endpoint, String text, int bytes) {
        this.endpoint = endpoint;
        this.text = text;
        this.bytes = bytes;
        this.tools = new ToolReader(endpoint, features);
        this.prompt = new PromptReader(endpoint, text, features, tools);
    }

    /** @throws BadRequest in words, if it can't be told for certain what it asks */
    static ModelRequest read(Endpoint endpoint, byte[] body) throws BadRequest {
        return new RequestReader(endpoint, text(body), body.length).read();
    }

    private static String text(byte[] body) throws BadRequest {
        try {
            var text = UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
            if (text.startsWith(MARK)) throw new BadRequest("Send JSON in UTF-8 without a mark before it");
            return text;
        } catch (CharacterCodingException e) {
            throw new BadRequest("Send JSON in UTF-8");
        }
    }

    private ModelRequest read() throws BadRequest {
        try (var parser = JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) throw new BadRequest("Send a JSON object");
            while (parser.nextToken() == JsonToken.FIELD_NAME) member(parser, parser.currentName());
            if (parser.nextToken() != null) throw new BadRequest("Send one JSON object and nothing after it");
        } catch (IOException e) {
            throw new BadRequest(
                    "Send well-formed JSON in UTF-8 without duplicate members, at most " + DEEPEST + " levels deep");
        }
        if (BodyJson.hasHalves(text))
            throw new BadRequest("Send whole letters: an escape is half of one (a lone surrogate)");
        if (model == null || modelAt == null) throw new BadRequest("Name the model: model is missing");
        return new ModelRequest(
                endpoint,
                text,
                bytes,
                model,
                modelAt,
                streams,
                usageAsked,
                streamOptionsAt,
                prompt.encloses(),
                endpoint == Endpoint.EMBEDDINGS ? Long.valueOf(0) : limit,
                answers,
                features.reaching(),
                features.unknown());
    }

    private void member(JsonParser parser, String name) throws IOException, BadRequest {
        if (!KNOWN.contains(name) && KNOWN.contains(PromptReader.folded(name)))
            throw new BadRequest(
                    "Write " + PromptReader.folded(name) + " as it is written: " + plain(name) + " looks like it");
        var value = parser.nextToken();
        if (!endpoint.knows(name)) features.unknown(name);
        else if (endpoint.reaches(name) && value != JsonToken.VALUE_NULL && value != JsonToken.VALUE_FALSE)
            features.reaches(name);
        switch (name) {
            case "model" -> model(parser, value);
            case "stream" -> streams = truth(name, value);
            case "stream_options" -> streamOptions(parser, value);
            case "n" -> answers = Math.max(1, number(parser, name, value, MOST_ANSWERS));
            case "tools", "functions" -> tools.read(parser, name, value);
            default -> {
                if (Endpoint.limitsAny(name)) limit(name, number(parser, name, value, MOST_TOKENS));
                else if (endpoint.prompts(name)) prompt.read(parser, endpoint == Endpoint.RESPONSES);
                else prompt.skip(parser);
            }
        }
    }

    private static String plain(String name) {
        return name.replaceAll("[^\\x20-\\x7e]", "?");
    }

    private void model(JsonParser parser, JsonToken value) throws IOException, BadRequest {
        if (value != JsonToken.VALUE_STRING) throw new BadRequest("model must be a text");
        model = parser.getText();
        modelAt = place(parser);
    }

    private static Place place(JsonParser parser) {
        return new Place((int) parser.currentTokenLocation().getCharOffset(), (int)
                parser.currentLocation().getCharOffset());
    }

    private static boolean truth(String name, JsonToken value) throws BadRequest {
        if (value == JsonToken.VALUE_TRUE) return true;
        if (value == JsonToken.VALUE_FALSE || value == JsonToken.VALUE_NULL) return false;
        throw new BadRequest(name + " must be true or false");
    }

    private void streamOptions(JsonParser parser, JsonToken value) throws IOException, BadRequest {
        if (value != JsonToken.START_OBJECT) throw new BadRequest("stream_options must be an object, or not be there");
        var from = (int) parser.currentTokenLocation().getCharOffset();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var name = parser.currentName();
            var its = parser.nextToken();
            if (PromptReader.folded(name).equals(USAGE)) {
                if (!name.equals(USAGE)) throw new BadRequest("Write include_usage as it is written");
                usageAsked = truth("stream_options.include_usage", its);
            } else if (!name.equals(OBFUSCATION)) features.unknown(name);
            parser.skipChildren();
        }
        var at = new Place(from, (int) parser.currentLocation().getCharOffset());
        if (at.to() - at.from() > LONGEST_OPTIONS) throw new BadRequest("stream_options is too long");
        streamOptionsAt = at;
    }

    /** Whatever a provider takes none for, it is no limit that anybody could count on. */
    private void limit(String name, long tokens) throws BadRequest {
        if (!endpoint.limits(name)) {
            if (tokens == 0) return;
            throw new BadRequest(name + " limits nothing in " + endpoint.path() + "; leave it out");
        }
        if (tokens > 0) limit = limit == null ? tokens : Math.max(limit, tokens);
    }

    private static long number(JsonParser parser, String name, JsonToken value, long most)
            throws IOException, BadRequest {
        if (value == JsonToken.VALUE_NULL) return 0;
        if (value == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            var number = parser.getLongValue();
            if (number >= 0 && number <= most) return number;
        }
        throw new BadRequest(name + " must be a whole number of 0 to " + most);
    }
}
