package dev.mandate.cli.wrap;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.events.cloudevents.PlainText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The file in which an MCP client has its servers: as {@code mcpServers}, or as VS Code's {@code servers}, by name. Comments and trailing
 * commas are taken. What isn't an entry of a server stays as it is, byte for byte. What is wrong with it is said by line and column, since
 * what stands there may be a secret.
 */
final class ClientFile {
    static final String MOST = "mcpServers";
    static final String VS_CODE = "servers";
    static final int LONGEST = 1 << 20;

    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
                    .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(100).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final byte[] bytes;
    private final String key;
    private final List<Place> places;

    /** Where the entry of a server stands in the file, from its brace to behind its brace. */
    private record Place(String server, ObjectNode entry, int from, int to) {}

    private ClientFile(byte[] bytes, String key, List<Place> places) {
        this.bytes = bytes;
        this.key = key;
        this.places = places;
    }

    /**
     * @param file only named in what is said
     * @throws IllegalArgumentException in words, for what can't be wrapped
     */
    static ClientFile of(Path file, byte[] bytes) {
        if (bytes.length > LONGEST) throw wrong(file, "is longer than 1 MiB, which no client's file of servers is");
        var start = Arrays.mismatch(bytes, MARK) == MARK.length ? MARK.length : 0;
        requireUtf8(file, bytes);
        try {
            if (!(JSON.readTree(bytes, start, bytes.length - start) instanceof ObjectNode root))
                throw wrong(file, "is no JSON object");
            if (root.has(MOST) && root.has(VS_CODE))
                throw wrong(file, "has both mcpServers and servers; take out the one that your client doesn't read");
            var key = root.has(VS_CODE) ? VS_CODE : MOST;
            if (!(root.get(key) instanceof ObjectNode servers))
                throw wrong(file, "has no object mcpServers or servers, so that there is nothing to wrap");
            if (servers.isEmpty()) throw wrong(file, "names no server, so that there is nothing to wrap");
            for (var server : servers.properties())
                if (!server.getValue().isObject())
                    throw wrong(file, "has " + PlainText.shown(server.getKey()) + ", which is no object");
            return new ClientFile(bytes, key, places(bytes, start, key, servers));
        } catch (JsonProcessingException e) {
            throw wrong(file, fault(e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Never with the parser's own words, which have what stands there. */
    private static String fault(JsonProcessingException e) {
        var at = e.getLocation();
        var where = at == null ? "" : ", at line " + at.getLineNr() + ", column " + at.getColumnNr();
        var twice = e instanceof JsonParseException
                && String.valueOf(e.getOriginalMessage()).startsWith("Duplicate");
        return twice
                ? "names a member twice" + where + "; take out the one that isn't meant"
                : "is no JSON" + where + "; mend it first";
    }

    private static void requireUtf8(Path file, byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException e) {
            throw wrong(file, "is not in UTF-8; save it so first");
        }
    }

    private static List<Place> places(byte[] bytes, int start, String key, ObjectNode servers) throws IOException {
        var places = new ArrayList<Place>();
        try (var parser = JSON.createParser(bytes, start, bytes.length - start)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                var ours = parser.currentName().equals(key);
                parser.nextToken();
                if (!ours) {
                    parser.skipChildren();
                    continue;
                }
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    var server = parser.currentName();
                    parser.nextToken();
                    var from = start + (int) parser.currentTokenLocation().getByteOffset();
                    parser.skipChildren();
                    var to = start + (int) parser.currentLocation().getByteOffset();
                    if (bytes[from] != '{' || bytes[to - 1] != '}')
                        throw new IllegalStateException("an entry isn't where it was read");
                    places.add(new Place(server, (ObjectNode) servers.get(server), from, to));
                }
            }
        }
        return places;
    }

    /** The names of the servers, in their order. */
    List<String> servers() {
        return places.stream().map(Place::server).toList();
    }

    /** What the client has of a server. */
    ObjectNode entry(String server) {
        return places.stream()
                .filter(place -> place.server().equals(server))
                .findFirst()
                .orElseThrow()
                .entry();
    }

    /** Whether each entry must say that it is a command. */
    boolean saysType() {
        return key.equals(VS_CODE);
    }

    /** The file with other entries of these servers; all else of it is as it was. */
    byte[] with(Map<String, ObjectNode> entries) {
        var all = new ByteArrayOutputStream(bytes.length);
        var last = 0;
        for (var place : places) {
            var entry = entries.get(place.server());
            if (entry == null) continue;
            all.write(bytes, last, place.from() - last);
            all.writeBytes(entry.toString().getBytes(StandardCharsets.UTF_8));
            last = place.to();
        }
        all.write(bytes, last, bytes.length - last);
        return all.toByteArray();
    }

    private static IllegalArgumentException wrong(Path file, String what) {
        return new IllegalArgumentException(file + " " + what);
    }

    /** At most one byte more than a client's file may have. */
    static byte[] bytes(Path file) throws IOException {
        try (var input = Files.newInputStream(file)) {
            return input.readNBytes(LONGEST + 1);
        } catch (NoSuchFileException e) {
            throw new NoSuchFileException(file + " is not there", null, null);
        }
    }

    /** Of a link what it leads to, so that the link stays. @throws IllegalArgumentException where there is none */
    static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    file + " is not there; name the file in which your client has its servers");
        }
    }
}
