package dev.mandate.gateway.models;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.gateway.jsonrpc.ServerJson;
import java.io.IOException;

/**
 * Reads of an answer what is told of it and looks past the rest, such as the vectors of embeddings: what is built of it at once is bounded, however
 * long it is.
 */
final class AnswerReader {
    private static final int DEEPEST = 128;
    private static final int LONGEST_NAME = 4096;

    /** Of what is told: a choice, an item, a block. */
    private static final int LONGEST = 256 * 1024;

    /** Those of one object are remembered until its end, so that none comes twice. */
    private static final int MOST_NAMES = 16 * 1024;

    private static final StreamReadConstraints BOUNDS = StreamReadConstraints.builder()
            .maxNestingDepth(DEEPEST)
            .maxNameLength(LONGEST_NAME)
            .build();

    private final AnswerBody body;
    private final JsonParser parser;
    private final AnswerFacts facts;

    /** What is done with one of those that are told. */
    private interface Taker {
        void take(JsonNode node);
    }

    private AnswerReader(AnswerBody body, JsonParser parser, AnswerFacts facts) {
        this.body = body;
        this.parser = parser;
        this.facts = facts;
    }

    /** @throws IOException if it is no JSON object that is the same for every reader */
    static void read(AnswerBody body, AnswerFacts facts) throws IOException {
        try (var parser = json().createParser(body.stream())) {
            new AnswerReader(body, parser, facts).all();
        }
    }

    /** One for each answer, since whoever wrote it chose its names. Only a parser of bytes, which keeps names for as long, tells at which it is. */
    private static JsonFactory json() {
        return JsonFactory.builder()
                .streamReadConstraints(BOUNDS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .build();
    }

    private void all() throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) throw new IOException("it is no JSON object");
        if (parser.currentTokenLocation().getByteOffset() < 0) throw new IOException("it isn't UTF-8");
        for (var names = 0; parser.nextToken() == JsonToken.FIELD_NAME; names++) {
            if (names == MOST_NAMES) throw new IOException("it has too many members");
            var name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "usage" -> one(facts::usage);
                case "choices" -> each(facts::choice);
                case "output" -> each(facts::item);
                case "content" -> each(facts::block);
                default -> skip();
            }
        }
        if (parser.nextToken() != null) throw new IOException("something comes after it");
    }

    private void each(Taker taker) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) skip();
        else while (parser.nextToken() != JsonToken.END_ARRAY) one(taker);
    }

    /** What is too long to be looked at is told not to be known. */
    private void one(Taker taker) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            skip();
            return;
        }
        var from = parser.currentTokenLocation().getByteOffset();
        skip();
        var to = parser.currentLocation().getByteOffset();
        if (to - from > LONGEST) facts.unreadable();
        else taker.take(ServerJson.read(body.bytes((int) from, (int) to)));
    }

    /** Texts on the way are not built. */
    private void skip() throws IOException {
        if (!parser.currentToken().isStructStart()) return;
        var names = new int[DEEPEST + 2];
        for (var depth = 1; depth > 0; ) {
            var token = parser.nextToken();
            if (token == null) throw new IOException("it ends too early");
            if (token.isStructStart()) names[++depth] = 0;
            else if (token.isStructEnd()) depth--;
            else if (token == JsonToken.FIELD_NAME && ++names[depth] > MOST_NAMES)
                throw new IOException("it has too many members");
        }
    }
}
